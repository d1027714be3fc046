import Configuration
import Journal
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Warnings that nobody acknowledged, with a real journal.
@Suite(.timeLimit(.minutes(1)))
struct EscalationDeskTests {
  private let time = ManualTime()
  private let hub = EventHub()
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open() async throws -> JournalStore { try await JournalStore.open(folder: folder.path, time: time) }

  private func desk(_ journal: JournalStore) -> EscalationDesk {
    EscalationDesk(setting: EscalationSetting(), journal: journal, hub: hub, time: time)
  }

  private func raise(in journal: JournalStore, _ tier: AlertTier = .warning) async throws -> AlertIdentifier {
    let now = time.now()
    let record = AlertRecord(
      id: AlertIdentifier(), stream: try #require(StreamIdentifier("test")), session: SessionIdentifier(), condition: .melanoma,
      codes: [], tier: tier, raisedAt: now.rfc3339, capturedAt: now.rfc3339, probability: 0.7,
      threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [], model: Fingerprint("m"), pack: Fingerprint("p"),
      preprocessing: "none", frameSHA256: "", demo: false)
    _ = try await journal.append([try .alertRaised(record, at: now)])
    return record.id
  }

  @Test func `a warning goes to the second reader once its time is up, journalled and shown, and no second time`() async throws {
    let journal = try await open()
    let alert = try await raise(in: journal)
    _ = try await raise(in: journal, .caution)
    let desk = desk(journal)
    await desk.act()
    #expect(try await journal.record(of: alert).escalated == nil)
    var events = hub.subscribe().makeAsyncIterator()
    time.advance(by: .seconds(120))
    await desk.act()
    let record = try await journal.record(of: alert)
    #expect(record.escalated == .init(to: "reviewer", at: time.now().rfc3339))
    #expect(record.state == .active)
    guard case .alertChanged(let shown, let sequence)? = await events.next() else {
      Issue.record("nobody was told")
      return
    }
    #expect(shown == record && sequence == 3)
    await desk.act()
    #expect(try await journal.lastSequence() == 3)
    #expect(desk.count == 1)
    await journal.close()
  }

  @Test func `an acknowledgement undoes it, and the chain keeps that it was`() async throws {
    let journal = try await open()
    let alert = try await raise(in: journal)
    let desk = desk(journal)
    time.advance(by: .seconds(120))
    await desk.act()
    _ = try await journal.append([.alertAcknowledged(alert, by: "ada", at: time.now())])
    #expect(try await journal.record(of: alert).escalated == nil)
    #expect(try await journal.entries(of: alert).map(\.kind) == [.alertRaised, .alertEscalated, .alertAcknowledged])
    try await journal.rebuildProjections()
    #expect(try await journal.record(of: alert).escalated == nil)
    await journal.close()
  }

  @Test func `who acknowledged in the last moment is not passed over`() async throws {
    let journal = try await open()
    let alert = try await raise(in: journal)
    let desk = desk(journal)
    await desk.act()
    time.advance(by: .seconds(120))
    // The desk heard of no event.
    _ = try await journal.append([.alertAcknowledged(alert, by: "ada", at: time.now())])
    await desk.act()
    #expect(try await journal.entries(of: alert).count == 2)
    await journal.close()
  }

  @Test func `a start passes on what fell due while the server was off, once, and lets old ones rest`() async throws {
    var journal = try await open()
    let old = try await raise(in: journal)
    time.advance(by: EscalationDesk.reach)
    let recent = try await raise(in: journal)
    await journal.close()
    time.advance(by: .seconds(600))
    journal = try await open()
    await desk(journal).act()
    #expect(try await journal.record(of: recent).escalated != nil)
    #expect(try await journal.record(of: old).escalated == nil)
    await desk(journal).act()
    #expect(try await journal.entries(of: recent).count == 2, "the next start does not do it again")
    await journal.close()
  }
}
