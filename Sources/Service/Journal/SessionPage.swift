/// A page of sessions.
public struct SessionPage: Sendable, Hashable {
  public let sessions: [SessionListing]
  /// Where the next page begins; `nil` at the end.
  public let next: Int64?
}
