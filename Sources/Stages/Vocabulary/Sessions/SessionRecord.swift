/// A session as the journal's entries tell it.
public struct SessionRecord: Sendable, Hashable, Codable {
  public let id: SessionIdentifier
  public let stream: StreamIdentifier
  /// RFC 3339.
  public let startedAt: String
  /// RFC 3339; `nil` while it runs, and where the server stopped before its end.
  public var endedAt: String?
  /// Whether it is the drawn demo.
  public let demo: Bool
  /// The kind of its source.
  public let source: String?
  public var subject: String?
  public var consent: Consent
  public var notes: String?
  /// What was in force at its start: thresholds and versions.
  public let start: JSONValue
  /// Its figures, from the entry of its end.
  public var end: JSONValue?
  /// Of its first entry.
  public let sequence: Int64
  /// Sequence of the newest entry that changed it: what `If-Match` compares.
  public var revision: Int64

  /// - Parameters:
  ///   - id: its own.
  ///   - stream: whose.
  ///   - startedAt: RFC 3339.
  ///   - demo: whether it is the drawn demo.
  ///   - source: the kind of its source.
  ///   - subject: a pseudonym.
  ///   - consent: what is allowed.
  ///   - start: what was in force at its start.
  ///   - sequence: of its first entry.
  public init(
    id: SessionIdentifier, stream: StreamIdentifier, startedAt: String, demo: Bool, source: String?, subject: String?,
    consent: Consent, start: JSONValue, sequence: Int64
  ) {
    self.id = id
    self.stream = stream
    self.startedAt = startedAt
    self.demo = demo
    self.source = source
    self.subject = subject
    self.consent = consent
    self.start = start
    self.sequence = sequence
    revision = sequence
  }

  /// When everything of it is to be purged, in wall milliseconds: days from its end, or from its start where it has none.
  public var purgeDue: Int64? {
    guard let days = consent.retainDays, let base = RFC3339.wallMilliseconds(endedAt ?? startedAt) else { return nil }
    return base + Int64(days) * 86_400_000
  }

  enum CodingKeys: String, CodingKey {
    case id, stream, demo, source, subject, consent, notes, start, end, sequence, revision
    case startedAt = "started_at"
    case endedAt = "ended_at"
  }
}
