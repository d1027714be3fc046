import Foundation
import Journal
import SQLite
import Testing
import Vocabulary

@Suite struct `Migration` {
  let scratch: Scratch
  let time = ManualTime()

  private static let noSessions = "DROP TABLE session; DROP TABLE snapshot"
  private static let noHandOff = "DROP TABLE told; DROP TABLE sink"
  private static let oldDelivery = ["alert", "state", "attempts", "due", "at", "settled", "answer"]
    .map { "ALTER TABLE delivery DROP COLUMN \($0)" }.joined(separator: "; ")

  init() throws { scratch = try Scratch() }

  @Test(arguments: [
    (1, "\(Self.noSessions); \(Self.noHandOff); DROP TABLE delivery; DROP TABLE alert; DROP TABLE latest"),
    (2, "\(Self.noSessions); \(Self.noHandOff); DROP TABLE delivery"),
    (
      3,
      "\(Self.noSessions); \(Self.noHandOff); DROP INDEX delivery_due; DROP INDEX delivery_alert; \(Self.oldDelivery)"
    ), (4, Self.noSessions),
  ])
  func `brings a journal of every earlier version up to date`(version: Int, undo: String) async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let record = Samples.alert(session: SessionIdentifier())
    let setting = ThresholdSetting(enter: 0.5, exit: 0.4)
    _ = try await journal.append([
      .sessionStarted(record.session, stream: Samples.bedside, demo: false, at: time.now()),
      .alertRaised(record, at: time.now()), .alertEnded(record.id, at: time.now()),
      .thresholdChanged(Samples.bedside, Samples.melanoma, to: setting, from: nil, by: "ada", at: time.now()),
    ])
    let before = try await (journal.alerts(), journal.entries(after: 0, limit: 10))
    await journal.close()
    let database = try Database(path: scratch.database)
    try database.execute("\(undo); UPDATE meta SET value = \(version) WHERE name = 'schema_version'")
    #expect(try JournalVerifier(folder: scratch.path).verify().broken == nil, "an old file can be verified as it is")

    let migrated = try await JournalStore.open(folder: scratch.path, time: time)
    #expect(migrated.state.state == .ok)
    #expect(try await migrated.alerts() == before.0)
    #expect(try await migrated.entries(after: 0, limit: 10) == before.1)
    #expect(try await migrated.sessions().sessions.map(\.record?.consent) == [.standard], "older entries say nothing of consent")
    #expect(try await migrated.thresholds(Samples.bedside) == [Samples.melanoma: setting])
    let delivery = JournalDelivery(sink: "ehr", type: "t", body: ["data": ["id": .string(record.id.text)]])
    _ = try await migrated.append([.alertAcknowledged(record.id, by: "ada", at: time.now())], deliveries: [delivery])
    #expect(try await migrated.pendingDeliveries().count == 1)
  }
}
