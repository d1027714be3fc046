public import Vocabulary

/// Who takes what is published: the road.
public protocol PublicationReceiver: Sendable {
  /// A publisher wants to begin a stream that no one publishes to. Called before any pipeline is built.
  ///
  /// - Returns: where its events go. Pictures are not queued: a mailbox that keeps the newest belongs behind it.
  /// - Throws: if it may not, for instance because the name is taken by a pulled source: nothing is built then.
  func begin(_ source: PublishedSource) async throws(MediaRefusal) -> @Sendable (SourceEvent) -> Void
}
