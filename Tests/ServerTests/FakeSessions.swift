import Vocabulary

@testable import Server

/// One session of the stream `demo`, and one that is purged.
actor FakeSessions: SessionBackend {
  static let present = SessionIdentifier("00000000000000000000000000000001")!
  static let purged = SessionIdentifier("00000000000000000000000000000002")!

  private var record = SessionRecord(
    id: present, stream: .demo, startedAt: "2026-01-01T00:00:00.000Z", demo: true, source: "file", subject: nil,
    consent: .standard, start: .object([:]), sequence: 1)
  private(set) var query: SessionQuery?

  static let receipt = SessionReceipt(
    JournalEntry(
      sequence: 9, kind: .purged, at: "2026-01-02T00:00:00.000Z", session: purged, alert: nil,
      data: ["by": "ada", "reason": "withdrawn", "entries": 3, "alerts": 1, "deliveries": 0, "snapshots": 2],
      previousHash: "p", hash: "h"))!

  private var summary: SessionSummary {
    SessionSummary(id: record.id, standing: .running, record: record, alerts: 1, snapshots: 2, receipt: nil)
  }

  func sessions(_ query: SessionQuery) throws(BackendError) -> Page<SessionSummary> {
    let purged = SessionSummary(
      id: Self.purged, standing: .purged, record: nil, alerts: 0, snapshots: 0, receipt: Self.receipt)
    return Page(items: [summary, purged].filter { query.standing == nil || $0.standing == query.standing }, next: nil)
  }

  func session(_ id: SessionIdentifier) throws(BackendError) -> SessionSummary {
    guard id == Self.present else { throw .unknownSession(id) }
    return summary
  }

  func change(
    _ id: SessionIdentifier, _ change: SessionChange, ifRevision revision: String?, by principal: Principal
  ) throws(BackendError) -> SessionSummary {
    guard id == Self.present else { throw .unknownSession(id) }
    if let revision, revision != String(record.revision) { throw .stale(current: String(record.revision)) }
    if case .set(let text)? = change.subject { record.subject = text }
    if case .removed? = change.subject { record.subject = nil }
    if case .set(let text)? = change.notes { record.notes = text }
    if let consent = change.consent { record.consent = consent.applied(to: record.consent) }
    record.revision += 1
    return summary
  }

  func withdraw(_ id: SessionIdentifier, reason: String, by principal: Principal) throws(BackendError) -> SessionReceipt {
    guard id == Self.present else { throw .unknownSession(id) }
    return Self.receipt
  }

  func receipt(of id: SessionIdentifier) throws(BackendError) -> SessionReceipt {
    guard id == Self.purged else { throw .unacceptable(status: 409, reason: "Not purged.") }
    return Self.receipt
  }

  func report(of id: SessionIdentifier) throws(BackendError) -> JSONValue {
    guard id != Self.purged else { throw .purgedSession(id) }
    return ["session": .string(id.text)]
  }
}
