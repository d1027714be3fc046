import Testing
import Vocabulary

@testable import Tuning

@Suite struct VerdictBookTests {
  private static let encoder = Fingerprint("f00d")

  private static func alert(
    _ session: SessionIdentifier, model: Fingerprint = encoder, vector: [Float]? = [1, 0]
  ) -> AlertRecord {
    AlertRecord(
      id: AlertIdentifier(), stream: StreamIdentifier("test")!, session: session, condition: .melanoma, codes: [], tier: .warning,
      raisedAt: "2026-01-01T00:00:00.000Z", capturedAt: "2026-01-01T00:00:00.000Z", probability: nil,
      threshold: ThresholdSetting(enter: 0.5, exit: 0.4),
      why: [AlertReasonFrame(frame: 1, capturedAt: "2026-01-01T00:00:00.000Z", evidence: 1, value: 1, vector: vector)],
      model: model, pack: Fingerprint("pack"), preprocessing: "none", frameSHA256: "", demo: false)
  }

  private static func entry(
    _ kind: JournalEntryKind, _ data: JSONValue, session: SessionIdentifier? = nil, alert: AlertIdentifier? = nil
  ) -> JournalEntry {
    JournalEntry(
      sequence: 1, kind: kind, at: "2026-01-01T00:00:00.000Z", session: session, alert: alert, data: data, previousHash: "",
      hash: "")
  }

  private static func raised(_ alert: AlertRecord) throws -> JournalEntry {
    entry(.alertRaised, try JSONValue(alert: alert), session: alert.session, alert: alert.id)
  }

  private static func verdict(
    _ alert: AlertRecord, _ condition: String, by reader: String = "ada", round: String = "first"
  ) -> JournalEntry {
    entry(
      .verdict,
      .object([
        "alert": .string(alert.id.text), "reader": .string(reader), "condition": .string(condition), "certainty": .string("sure"),
        "round": .string(round),
      ]), session: alert.session, alert: alert.id)
  }

  private static func judged(_ entries: [JournalEntry]) -> (alerts: [VerdictBook.Judged], unused: [VerdictBook.Reason: Int]) {
    var book = VerdictBook()
    for entry in entries { book.take(entry) }
    return book.judged(by: [encoder])
  }

  @Test func `a verdict names the condition, or that there is none`() throws {
    let (one, other) = (Self.alert(SessionIdentifier()), Self.alert(SessionIdentifier()))
    let found = Self.judged([
      try Self.raised(one), try Self.raised(other), Self.verdict(one, "psoriasis"), Self.verdict(other, "none"),
    ])
    #expect(found.alerts.first { $0.alert.id == one.id }?.condition == .psoriasis)
    #expect(found.alerts.contains { $0.alert.id == other.id && $0.condition == nil } && found.unused.isEmpty)
  }

  @Test func `two who differ are left out, until somebody adjudicates`() throws {
    let alert = Self.alert(SessionIdentifier())
    let given = [try Self.raised(alert), Self.verdict(alert, "melanoma"), Self.verdict(alert, "none", by: "bo", round: "second")]
    #expect(Self.judged(given).alerts.isEmpty && Self.judged(given).unused == [.disagreement: 1])
    let settled = Self.judged(given + [Self.verdict(alert, "none", by: "cleo", round: "adjudication")])
    #expect(settled.alerts.map(\.condition) == [nil] && settled.unused.isEmpty)
  }

  @Test func `a reader who thinks again counts once, with the last word`() throws {
    let alert = Self.alert(SessionIdentifier())
    let found = Self.judged([try Self.raised(alert), Self.verdict(alert, "none"), Self.verdict(alert, "melanoma")])
    #expect(found.alerts.map(\.condition) == [.melanoma])
  }

  @Test func `what cannot be used is counted by its reason`() throws {
    let (unsure, foreign, bare) = (
      Self.alert(SessionIdentifier()), Self.alert(SessionIdentifier(), model: Fingerprint("other")),
      Self.alert(SessionIdentifier(), vector: nil)
    )
    let found = Self.judged([
      try Self.raised(unsure), try Self.raised(foreign), try Self.raised(bare), Self.verdict(unsure, "cannot-say"),
      Self.verdict(foreign, "melanoma"), Self.verdict(bare, "melanoma"),
      Self.entry(.verdict, .object(["stretch": .string("s1"), "reader": .string("ada"), "condition": .string("melanoma")])),
    ])
    #expect(found.alerts.isEmpty && found.unused == [.cannotSay: 1, .otherEncoder: 1, .noVectors: 2])
  }

  @Test func `a session whose consent was taken back, and one that was purged, are absent`() throws {
    let (withdrawn, purged) = (SessionIdentifier(), SessionIdentifier())
    let alert = Self.alert(withdrawn)
    let gone = AlertIdentifier()
    let found = Self.judged([
      try Self.raised(alert), Self.verdict(alert, "melanoma"),
      Self.entry(.consentChanged, .object(["consent": .object(["record": .bool(false)])]), session: withdrawn),
      Self.entry(.alertRaised, .object(["purged": .bool(true)]), session: purged, alert: gone),
      Self.entry(.verdict, .object(["purged": .bool(true)]), session: purged, alert: gone),
    ])
    #expect(found.alerts.isEmpty && found.unused == [.withdrawn: 1])
  }
}
