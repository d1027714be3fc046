/// That somebody saw or changed something.
public struct AuditEvent: Sendable, Hashable, Codable {
  /// RFC 3339.
  public let at: String
  public let actor: AuditActor
  public let action: AuditAction
  public let outcome: AuditOutcome
  /// What kind of thing: `alerts`, `people`, `journal.csv`; letters, digits, `.` and `-`.
  public let kind: String
  /// Which one; `nil` for a list, or where there is only one.
  public let subject: String?
  /// Which of its sides: the address without what names the thing.
  public let what: String
  /// The reply's status.
  public let status: Int
  /// How it was and how it is, where it was changed and both are known.
  public var before: JSONValue?
  public var after: JSONValue?

  /// - Parameters:
  ///   - at: RFC 3339.
  ///   - actor: who.
  ///   - action: what they did.
  ///   - outcome: what came of it.
  ///   - kind: with what kind of thing.
  ///   - subject: with which one.
  ///   - what: with which of its sides.
  ///   - status: the reply's.
  ///   - before: how it was.
  ///   - after: how it is.
  public init(
    at: String, actor: AuditActor, action: AuditAction, outcome: AuditOutcome, kind: String, subject: String?, what: String,
    status: Int, before: JSONValue? = nil, after: JSONValue? = nil
  ) {
    self.at = at
    self.actor = actor
    self.action = action
    self.outcome = outcome
    self.kind = kind
    self.subject = subject
    self.what = what
    self.status = status
    self.before = before
    self.after = after
  }
}
