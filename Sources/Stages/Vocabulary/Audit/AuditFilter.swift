/// Which audit events.
public struct AuditFilter: Sendable, Hashable {
  public var actor: String?
  public var action: AuditAction?
  public var outcome: AuditOutcome?
  public var kind: String?
  public var subject: String?
  /// Wall milliseconds, both included.
  public var from: Int64?
  public var to: Int64?

  /// All of them.
  public init() {}
}
