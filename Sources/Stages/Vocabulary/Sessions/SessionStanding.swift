/// How a session stands.
public enum SessionStanding: String, Sendable, Hashable, Codable, CaseIterable {
  /// Its stream is live.
  case running
  case ended
  /// The server stopped before it could be ended: figures of the whole are missing.
  case interrupted
  /// Nobody can read it any more.
  case purged
}
