import Foundation
import Journal
import Testing
import Vocabulary

@Suite struct `Outbox` {
  let scratch: Scratch
  let time = ManualTime()

  init() throws { scratch = try Scratch() }

  @Test func `keeps deliveries until they are confirmed`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let record = Samples.alert(session: SessionIdentifier())
    func delivery(_ sink: String) -> JournalDelivery {
      JournalDelivery(sink: sink, type: "skino.alert.raised", body: ["data": ["id": .string(record.id.text)]])
    }
    let started = JournalDraft.sessionStarted(record.session, stream: record.stream, demo: false, at: time.now())
    let added = try await journal.append(
      [started, .alertRaised(record, at: time.now())], deliveries: [delivery("ehr"), delivery("mqtt")])
    await journal.close()
    let pending = try await journal.pendingDeliveries()
    #expect(pending.map(\.delivery) == [delivery("ehr"), delivery("mqtt")])
    #expect(pending.allSatisfy { $0.sequence == added[1].sequence }, "a delivery belongs to the alert that it names")
    #expect(try await journal.pendingDeliveries(sink: "mqtt").map(\.id) == [pending[1].id])
    try await journal.confirmDelivery(pending[0].id)
    try await journal.confirmDelivery(pending[0].id)
    #expect(try await journal.pendingDeliveries() == [pending[1]])
  }

  @Test func `queues nothing for entries that were refused`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    await #expect(throws: JournalError.self) {
      try await journal.append(
        [.alertEnded(AlertIdentifier(), at: time.now())],
        deliveries: [JournalDelivery(sink: "ehr", type: "skino.alert.changed", body: .null)])
    }
    #expect(try await journal.pendingDeliveries().isEmpty)
  }
}
