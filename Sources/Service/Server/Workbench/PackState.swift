/// The pack that a stream is judged by, and what runs beside it.
public struct PackState: Sendable, Encodable {
  public let live: PackName
  /// What a rollback would bring back; `nil` where nothing was promoted.
  public let previous: PackName?
  public let shadow: WithNulls<ShadowState>?
  /// Changes with the pack and with the candidate: what If-Match names.
  public let revision: String

  /// - Parameters:
  ///   - live: in force.
  ///   - previous: what a rollback would bring back.
  ///   - shadow: what runs beside.
  ///   - revision: what If-Match names.
  public init(live: PackName, previous: PackName?, shadow: ShadowState?, revision: String) {
    self.live = live
    self.previous = previous
    self.shadow = shadow.map { WithNulls(record: $0, keys: ["cost_ms"]) }
    self.revision = revision
  }
}
