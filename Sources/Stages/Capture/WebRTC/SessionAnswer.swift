/// The answer to an offer that opened a session.
public struct SessionAnswer: Sendable, Hashable {
  /// Unguessable (128 random bits); the last part of the session's URL.
  public let session: String
  /// Strong, without quotes; changes with each restart of the connection.
  public let entityTag: String
  /// The session description for the peer, with all candidates.
  public let answer: String
}
