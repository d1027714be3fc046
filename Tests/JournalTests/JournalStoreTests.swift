import Foundation
import Journal
import Testing
import Vocabulary

@Suite struct `Journal store` {
  let scratch: Scratch
  let time = ManualTime()
  let session = SessionIdentifier()

  init() throws { scratch = try Scratch() }

  private func open() async throws -> JournalStore { try await JournalStore.open(folder: scratch.path, time: time) }

  private func raise(_ record: AlertRecord, in journal: JournalStore) async throws -> JournalEntry {
    try #require(try await journal.append([.alertRaised(record, at: time.now())]).first)
  }

  @Test func `links entries into a chain`() async throws {
    let journal = try await open()
    let record = Samples.alert(session: session)
    let added = try await journal.append([
      .sessionStarted(session, stream: Samples.bedside, demo: false, at: time.now()), .alertRaised(record, at: time.now()),
      .alertEnded(record.id, at: time.now()),
    ])
    #expect(added.map(\.sequence) == [1, 2, 3])
    #expect(added[0].previousHash == String(repeating: "0", count: 64))
    #expect(added[1].previousHash == added[0].hash && added[2].previousHash == added[1].hash)
    #expect(added[2].session == session, "an alert's entry joins the alert's session")
    #expect(try await journal.entries(after: 0, limit: 10) == added)
    #expect(try await journal.entries(after: 1, limit: 1) == [added[1]])
    #expect(try await journal.lastSequence() == 3)
    #expect(journal.state == Health.Journal(state: .ok))
  }

  @Test func `holds everything of an alert in its entry and no vector in its list`() async throws {
    let journal = try await open()
    let record = Samples.alert(session: session)
    let entry = try await raise(record, in: journal)
    var stored = try entry.data.record(AlertRecord.self)
    #expect(stored.sequence == entry.sequence && stored.hash == entry.hash)
    stored.sequence = 0
    stored.hash = ""
    #expect(stored == record)
    let listed = try #require(try await journal.alerts().alerts.first)
    var expected = record.withoutVectors
    expected.sequence = entry.sequence
    expected.hash = entry.hash
    #expect(listed == expected)
    #expect(try await journal.record(of: record.id) == expected)
    #expect(try await journal.entries(of: record.id) == [entry])
  }

  @Test func `keeps everything over a restart`() async throws {
    let record = Samples.alert(session: session)
    let first = try await open()
    let entry = try await raise(record, in: first)
    let listed = try await first.record(of: record.id)
    await first.close()
    let second = try await open()
    #expect(try await second.entries(after: 0, limit: 10) == [entry])
    #expect(try await second.record(of: record.id) == listed)
    let next = try await second.append([.alertEnded(record.id, at: time.now())])
    #expect(next[0].previousHash == entry.hash)
  }

  @Test func `follows an alert through its states`() async throws {
    let journal = try await open()
    let id = Samples.alert(session: session)
    _ = try await raise(id, in: journal)
    func state(after draft: JournalDraft) async throws -> AlertRecord {
      _ = try await journal.append([draft])
      return try await journal.record(of: id.id)
    }
    let silenced = try await state(
      after: .alertSilenced(id.id, reason: "known mole", for: .seconds(60), by: "ada", at: time.now()))
    #expect(silenced.state == .silenced && silenced.silenceReason == "known mole")
    #expect(silenced.silencedUntil == time.now().advanced(by: .seconds(60)).rfc3339)
    time.advance(by: .seconds(61))
    #expect(try await journal.record(of: id.id).state == .active, "a silence ends by itself")
    let ended = try await state(after: .alertEnded(id.id, at: time.now()))
    #expect(ended.state == .ended && ended.endedAt == time.now().rfc3339)
    let acknowledged = try await state(after: .alertAcknowledged(id.id, by: "ada", at: time.now()))
    #expect(acknowledged.state == .acknowledged && acknowledged.acknowledged == .init(by: "ada", at: time.now().rfc3339))
    let undone = try await state(after: .alertAcknowledgementUndone(id.id, by: "ada", at: time.now()))
    #expect(undone.state == .ended && undone.acknowledged == nil)
    let quiet = try await state(after: .alertSilenceUndone(id.id, by: "ada", at: time.now()))
    #expect(quiet.silencedUntil == nil && quiet.silenceReason == nil)
  }

  @Test func `lists alerts by stream, condition and state, newest first, in pages`() async throws {
    let journal = try await open()
    var ids: [AlertIdentifier] = []
    for index in 0..<10 {
      let record = Samples.alert(
        session: session, stream: index.isMultiple(of: 2) ? Samples.bedside : Samples.demo,
        condition: index < 5 ? Samples.melanoma : Samples.psoriasis)
      ids.append(record.id)
      _ = try await raise(record, in: journal)
    }
    let first = try await journal.alerts(AlertFilter(limit: 4))
    #expect(first.alerts.map(\.id) == [ids[9], ids[8], ids[7], ids[6]])
    let second = try await journal.alerts(AlertFilter(before: first.next, limit: 6))
    #expect(second.alerts.map(\.id) == ids[0..<6].reversed() && second.next == nil)
    let both = AlertFilter(stream: Samples.demo, condition: Samples.melanoma)
    #expect(try await journal.alerts(both).alerts.map(\.id) == [ids[3], ids[1]])
    _ = try await journal.append([
      .alertEnded(ids[0], at: time.now()), .alertAcknowledged(ids[1], by: "ada", at: time.now()),
      .alertSilenced(ids[2], reason: "", for: .seconds(9), by: "ada", at: time.now()),
    ])
    for (state, expected) in [(AlertState.ended, [ids[0]]), (.acknowledged, [ids[1]]), (.silenced, [ids[2]])] {
      let page = try await journal.alerts(AlertFilter(state: state))
      #expect(page.alerts.map(\.id) == expected && page.alerts.allSatisfy { $0.state == state })
    }
    #expect(try await journal.alerts(AlertFilter(state: .active)).alerts.count == 7)
    time.advance(by: .seconds(10))
    #expect(try await journal.alerts(AlertFilter(state: .active)).alerts.count == 8)
  }

  @Test func `remembers the thresholds last set on a stream`() async throws {
    let journal = try await open()
    let strict = ThresholdSetting(enter: 0.9, exit: 0.8)
    let lax = ThresholdSetting(scale: .background, enter: 0.5, exit: 0.25)
    for (setting, previous) in [(lax, nil), (strict, lax)] {
      _ = try await journal.append([
        .thresholdChanged(Samples.bedside, Samples.melanoma, to: setting, from: previous, by: "ada", at: time.now())
      ])
    }
    _ = try await journal.append([
      .thresholdChanged(Samples.demo, Samples.psoriasis, to: lax, from: nil, by: "ada", at: time.now())
    ])
    await journal.close()
    #expect(try await journal.thresholds(Samples.bedside) == [Samples.melanoma: strict])
    #expect(try await journal.thresholds(Samples.demo) == [Samples.psoriasis: lax])
    #expect(try await journal.newest(.thresholdChanged).count == 2)
  }

  @Test func `refuses drafts that cannot be entries, and keeps none of a refused call`() async throws {
    let journal = try await open()
    let record = Samples.alert(session: session)
    let started = JournalDraft.sessionStarted(session, stream: Samples.bedside, demo: false, at: time.now())
    await #expect(throws: JournalError.unknownAlert(record.id)) {
      try await journal.append([started, .alertEnded(record.id, at: time.now())])
    }
    let notANumber = JournalDraft(kind: .spoken, at: time.now(), session: nil, data: .number(.nan))
    await #expect(throws: JournalError.invalidDraft(index: 1, reason: "a number is not finite")) {
      try await journal.append([started, notANumber])
    }
    #expect(try await journal.lastSequence() == 0)
    _ = try await raise(record, in: journal)
    await #expect(throws: JournalError.self) { try await raise(record, in: journal) }
    await #expect(throws: JournalError.self) {
      try await journal.append([], deliveries: [JournalDelivery(sink: "ehr", type: "t", body: .null)])
    }
    #expect(try await journal.append([]) == [])
    #expect(try await journal.lastSequence() == 1)
  }

  @Test func `makes the same projection anew from the chain`() async throws {
    let journal = try await open()
    for index in 0..<20 {
      let record = Samples.alert(session: index.isMultiple(of: 3) ? session : SessionIdentifier())
      _ = try await raise(record, in: journal)
      if index.isMultiple(of: 2) { _ = try await journal.append([.alertEnded(record.id, at: time.now())]) }
      if index.isMultiple(of: 5) { _ = try await journal.append([.alertAcknowledged(record.id, by: "ada", at: time.now())]) }
    }
    _ = try await journal.purge(session, reason: "test", by: "ada")
    let before = try await journal.alerts(AlertFilter(limit: 100))
    try await journal.rebuildProjections()
    #expect(try await journal.alerts(AlertFilter(limit: 100)) == before)
    #expect(before.alerts.count == 13)
  }
}
