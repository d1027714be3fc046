public import Vocabulary

/// A frame on its way into the store.
public struct KeptItem: Sendable {
  public let stream: StreamIdentifier
  public let session: SessionIdentifier
  /// Whose vectors they are.
  public let encoder: Fingerprint
  /// Days after which the session's vectors are deleted; `nil` = when the store is full.
  public let retainDays: Int?
  public let frame: KeptFrame

  /// - Parameters:
  ///   - stream: the frame's stream.
  ///   - session: the frame's session, under whose key it is sealed.
  ///   - encoder: whose vectors they are.
  ///   - retainDays: days after which they are deleted.
  ///   - frame: what is kept.
  public init(
    stream: StreamIdentifier, session: SessionIdentifier, encoder: Fingerprint, retainDays: Int?, frame: KeptFrame
  ) {
    self.stream = stream
    self.session = session
    self.encoder = encoder
    self.retainDays = retainDays
    self.frame = frame
  }
}
