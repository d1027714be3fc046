import Configuration
import Foundation
import Journal
import Server
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Review on a real journal: who is shown what, and when.
@Suite(.timeLimit(.minutes(1)))
struct ReviewDeskTests {
  private final class Rig: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "review-\(UUID().uuidString)").path
    let time = ManualTime()
    let journal: JournalStore
    let desk: ReviewDesk
    let session = SessionIdentifier()
    static let picture: [UInt8] = [0xff, 0xd8, 0xff, 1, 2, 3]

    init() async throws {
      journal = try await JournalStore.open(folder: folder, time: time)
      desk = ReviewDesk(journal: journal, conditions: [.melanoma], time: time)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func raise(pictures: Int = 2) async throws -> AlertRecord {
      let record = AlertRecord.raised(session: session)
      _ = try await journal.append([.alertRaised(record, at: time.now())])
      await desk.note(
        try await journal.keep(
          KeptSnapshot(
            subject: .alert(record.id), session: session, stream: .demo, stretch: nil,
            pictures: (0..<pictures).map { .init(frame: UInt64($0), capturedAt: "c") }),
          pictures: Array(repeating: Self.picture, count: pictures)))
      return record
    }

    func quiet() async throws -> String {
      let id = RandomIdentifier.hexadecimal128()
      await desk.note(
        try await journal.keep(
          KeptSnapshot(
            subject: .stretch(id), session: session, stream: .demo,
            stretch: .init(from: "2026-01-01T00:00:00.000Z", to: "2026-01-01T00:01:00.000Z", everySeconds: 60),
            pictures: [.init(frame: 9, capturedAt: "c")]), pictures: [Self.picture]))
      return id
    }
  }

  private func reader(_ name: String) -> Principal { Principal(name: name, role: .reviewer, isLocal: false) }
  private let melanoma = ReviewAnswer(opinion: .condition(.melanoma), certainty: .high)
  private let nothing = ReviewAnswer(opinion: .nothing, certainty: .low, comment: "just skin", shownMilliseconds: 2_100)

  /// Everything that a client gets of a case, as text.
  private func served(_ rig: Rig, _ name: String, _ reader: Principal) async throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(try await rig.desk.reviewCase(name, for: reader)), as: UTF8.self)
  }

  @Test func `before the answer an alert and a quiet stretch look the same, and nothing leads to what they are`() async throws {
    let rig = try await Rig()
    let alert = try await rig.raise()
    let stretch = try await rig.quiet()
    let queue = try await rig.desk.queue(for: reader("ada"))
    #expect(queue.items.count == 2 && queue.items.allSatisfy { $0.round == .first })
    var shapes: Set<String> = []
    for item in queue.items {
      let text = try await served(rig, item.id, reader("ada"))
      for secret in [alert.id.text, stretch, rig.session.text, "melanoma", "alert", "quiet", "demo", "2026-01"] {
        #expect(!text.contains(secret), "\(secret) can be read")
      }
      shapes.insert(text.replacingOccurrences(of: item.id, with: ""))
      #expect(try await rig.desk.picture(0, of: item.id, for: reader("ada")) == Rig.picture)
      await #expect(throws: BackendError.unknownCase) { try await rig.desk.picture(1, of: item.id, for: reader("ada")) }
    }
    #expect(shapes.count == 1, "even the number of pictures would tell")
    let export = try await rig.journal.entries(after: 0, limit: 100).map { String(decoding: $0.data.encoded, as: UTF8.self) }
      .joined()
    for item in queue.items { #expect(!export.contains(item.id), "the journal's export must not lead from an alert to its case") }
  }

  @Test func `the answer is stored, then the result is shown to this reader and no other`() async throws {
    let rig = try await Rig()
    let alert = try await rig.raise()
    let name = try #require(try await rig.desk.queue(for: reader("ada")).items.first).id
    let judged = try await rig.desk.judge(name, nothing, by: reader("ada"))
    guard case .alert(let shown)? = judged.result else { return #expect(Bool(false), "not revealed") }
    #expect(shown.id == alert.id && judged.pictures == 2 && judged.own?.round == .first && judged.own?.blinded == true)
    #expect(try await rig.desk.picture(1, of: name, for: reader("ada")) == Rig.picture)
    let entry = try #require(try await rig.journal.entries(of: .verdict).first)
    #expect(entry.alert == alert.id && entry.session == rig.session)
    for (member, value) in [
      ("alert", JSONValue.string(alert.id.text)), ("reader", "ada"), ("condition", "none"), ("certainty", "low"),
      ("comment", "just skin"), ("blinded", true), ("round", "first"), ("shown_ms", 2100),
    ] { #expect(entry.data[member] == value, "\(member)") }
    #expect(try await rig.desk.reviewCase(name, for: reader("bob")).result == nil)
    #expect(try await !served(rig, name, reader("bob")).contains("just skin"), "nor what the first reader said")
    await #expect(throws: BackendError.self) { try await rig.desk.judge(name, melanoma, by: reader("ada")) }
  }

  @Test func `every screen hears that a verdict was given, and neither what it was nor whose`() async throws {
    let rig = try await Rig()
    let (notices, continuation) = AsyncStream.makeStream(of: VerdictNotice.self)
    let desk = ReviewDesk(
      journal: rig.journal, conditions: [.melanoma], time: rig.time, told: { continuation.yield($0) })
    let alert = try await rig.raise()
    _ = try await rig.quiet()
    try await desk.load()
    for item in try await desk.queue(for: reader("ada")).items { _ = try await desk.judge(item.id, nothing, by: reader("ada")) }
    var told = notices.makeAsyncIterator()
    let found = [await told.next(), await told.next()].compactMap { $0 }
    #expect(
      found.contains(VerdictNotice(alert: alert.id, stream: alert.stream, round: .first, at: rig.time.now().rfc3339)))
    #expect(found.contains(VerdictNotice(alert: nil, stream: nil, round: .first, at: rig.time.now().rfc3339)))
    let text = String(decoding: try JSONEncoder().encode(found), as: UTF8.self)
    for secret in ["ada", "none", "just skin", "low", rig.session.text] { #expect(!text.contains("\"\(secret)\""), "\(secret)") }
  }

  @Test func `a journal that cannot be written takes no verdict: an error, nothing shown, and the case stays`() async throws {
    let rig = try await Rig()
    let alert = try await rig.raise()
    let name = try #require(try await rig.desk.queue(for: reader("ada")).items.first).id
    await rig.journal.close()
    let spoilt = try SpoiltFolder(path: rig.folder)
    await #expect(throws: BackendError.self) { try await rig.desk.judge(name, melanoma, by: reader("ada")) }
    await #expect(throws: BackendError.self) { try await rig.desk.judge(alert.id, melanoma, by: reader("ada")) }
    await #expect(throws: BackendError.self) { try await rig.desk.queue(for: reader("ada")) }
    try spoilt.mend()
    // Before the answer is stored nothing may be revealed.
    let shown = try await rig.desk.reviewCase(name, for: reader("ada"))
    #expect(shown.result == nil && shown.own == nil && shown.round == .first)
    #expect(try await rig.desk.verdicts().isEmpty)
    await rig.journal.close()
    let journal = try await JournalStore.open(folder: rig.folder, time: rig.time)
    let again = ReviewDesk(journal: journal, conditions: [.melanoma], time: rig.time)
    try await again.load()
    #expect(try await again.queue(for: reader("ada")).items.map(\.id) == [name])
    _ = try await again.judge(name, melanoma, by: reader("ada"))
    #expect(try await journal.entries(of: .verdict).count == 1)
    await journal.close()
  }

  @Test func `two readers who differ lead to a third, who sees their answers and not the result`() async throws {
    let rig = try await Rig()
    _ = try await rig.raise()
    let name = try #require(try await rig.desk.queue(for: reader("ada")).items.first).id
    _ = try await rig.desk.judge(name, nothing, by: reader("ada"))
    _ = try await rig.desk.judge(name, melanoma, by: reader("bob"))
    let third = try await rig.desk.reviewCase(name, for: reader("eve"))
    #expect(third.round == .adjudication && third.readings.count == 2 && third.result == nil)
    let text = try await served(rig, name, reader("eve"))
    #expect(text.contains("Reader 1") && !text.contains("\"ada\"") && !text.contains("\"bob\""))
    #expect(try await rig.desk.judge(name, melanoma, by: reader("eve")).own?.round == .adjudication)
    #expect(try await rig.desk.queue(for: reader("dan")).items.isEmpty)
    let figures = try await rig.desk.statistics()
    #expect(figures["cases"]?["disagreements"] == 1 && figures["cases"]?["adjudicated"] == 1)
    #expect(figures["between_readers"]?["n"] == 1 && figures["with_system"]?["n"] == 1)
  }

  @Test func `who acknowledged an alert knew of it, and an answer on its page is not blind`() async throws {
    let rig = try await Rig()
    let alert = try await rig.raise()
    _ = try await rig.journal.append([.alertAcknowledged(alert.id, by: "ada", at: rig.time.now())])
    let name = try #require(try await rig.desk.queue(for: reader("ada")).items.first).id
    #expect(try await rig.desk.judge(name, melanoma, by: reader("ada")).own?.blinded == false)
    let told = try await rig.desk.judge(alert.id, melanoma, by: reader("bob"))
    #expect(!told.blinded)
    #expect(try await rig.desk.queue(for: reader("bob")).items.isEmpty)
    #expect(try await rig.desk.queue(for: reader("eve")).items.first?.round == .first)
    await #expect(throws: BackendError.self) { try await rig.desk.judge(alert.id, melanoma, by: reader("bob")) }
    #expect(try await rig.desk.statistics()["cases"]?["read_once"] == 0)
  }

  @Test func `a condition of no pack is refused, with what is allowed`() async throws {
    let rig = try await Rig()
    _ = try await rig.raise()
    let name = try #require(try await rig.desk.queue(for: reader("ada")).items.first).id
    let foreign = ReviewAnswer(opinion: ReviewOpinion("gout")!, certainty: .high)
    await #expect(
      throws: BackendError.invalid(
        pointer: "/condition", allowed: "a condition of a pack that is loaded, none or cannot-say")
    ) { try await rig.desk.judge(name, foreign, by: reader("ada")) }
  }

  @Test func `quiet stretches count misses, with an interval`() async throws {
    let rig = try await Rig()
    for _ in 0..<4 { _ = try await rig.quiet() }
    for (place, item) in try await rig.desk.queue(for: reader("ada")).items.enumerated() {
      _ = try await rig.desk.judge(item.id, place == 0 ? melanoma : nothing, by: reader("ada"))
    }
    let quiet = try await rig.desk.statistics()["quiet"]
    #expect(quiet?["read"] == 4 && quiet?["with_a_condition"] == 1 && quiet?["share"]?.double == 0.25)
    guard case .array(let ends)? = quiet?["interval"] else { return #expect(Bool(false), "no interval") }
    // Wilson for 1 of 4 at 95 %, by the formula's source: 0.0456 to 0.6994.
    #expect(abs((ends[0].double ?? 0) - 0.0456) < 0.0005 && abs((ends[1].double ?? 0) - 0.6994) < 0.0005)
  }

  @Test func `everything is there again after a restart, and nothing of a purged session`() async throws {
    let rig = try await Rig()
    _ = try await rig.raise()
    _ = try await rig.quiet()
    let names = try await rig.desk.queue(for: reader("ada")).items.map(\.id)
    _ = try await rig.desk.judge(names[0], nothing, by: reader("ada"))
    let again = ReviewDesk(journal: rig.journal, conditions: [.melanoma], time: rig.time)
    try await again.load()
    #expect(try await again.queue(for: reader("ada")).items.map(\.id) == [names[1]])
    #expect(try await again.queue(for: reader("bob")).items.map(\.round) == [.second, .first])
    _ = try await rig.journal.purge(rig.session, reason: "", by: "ada")
    let after = ReviewDesk(journal: rig.journal, conditions: [.melanoma], time: rig.time)
    try await after.load()
    #expect(try await after.queue(for: reader("bob")).items.isEmpty)
    #expect(try await after.verdicts().isEmpty)
  }
}

extension AlertRecord {
  /// A melanoma of the demo, just raised.
  static func raised(session: SessionIdentifier) -> AlertRecord {
    AlertRecord(
      id: AlertIdentifier(), stream: .demo, session: session, condition: .melanoma, codes: [], tier: .warning,
      raisedAt: "2026-01-01T00:00:00.000Z", capturedAt: "2026-01-01T00:00:00.000Z", probability: 0.7,
      threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [], model: Fingerprint("m"), pack: Fingerprint("p"),
      preprocessing: "none", frameSHA256: String(repeating: "a", count: 64), demo: true)
  }
}
