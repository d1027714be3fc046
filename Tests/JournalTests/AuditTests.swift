import Foundation
import SQLite
import Testing
import Vocabulary

@testable import Journal

struct AuditTests {
  private let scratch: Scratch
  private let time = ManualTime()

  init() throws { scratch = try Scratch() }

  private func open() async throws -> AuditStore {
    // The journal makes the key that both share.
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    await journal.close()
    return AuditStore(folder: scratch.path)
  }

  private func event(
    _ actor: String, _ action: AuditAction = .read, _ kind: String = "alerts", _ subject: String? = nil,
    outcome: AuditOutcome = .success
  ) -> AuditEvent {
    AuditEvent(
      at: time.now().rfc3339, actor: AuditActor(name: actor, role: "clinician", proof: "password", address: "::1"),
      action: action,
      outcome: outcome, kind: kind, subject: subject, what: "\(kind)/{id}", status: 200, before: ["enter": 0.5],
      after: ["enter": 0.7])
  }

  @Test func `what was noted is read again, newest first, in pages, by any filter`() async throws {
    let store = try await open()
    var events: [AuditEvent] = []
    for number in 0..<10 {
      events.append(event(number.isMultiple(of: 2) ? "anna" : "ben", number < 5 ? .read : .update, "alerts", "a\(number)"))
      time.advance(by: .seconds(60))
    }
    try await store.append(events)
    let first = try await store.page(AuditFilter(), before: nil, limit: 4)
    #expect(first.records.map(\.sequence) == [10, 9, 8, 7] && first.next == 7)
    #expect(first.records[0].event == events[9])
    let last = try await store.page(AuditFilter(), before: 3, limit: 4)
    #expect(last.records.map(\.sequence) == [2, 1] && last.next == nil)
    let times = events.map { RFC3339.wallMilliseconds($0.at) }
    func count(_ set: @Sendable (inout AuditFilter) -> Void) async throws -> Int {
      var filter = AuditFilter()
      set(&filter)
      let page = try await store.page(filter, before: nil, limit: 100)
      return page.records.count
    }
    #expect(try await count { $0.actor = "anna" } == 5)
    #expect(try await count { $0.action = .update } == 5)
    #expect(try await count { ($0.actor, $0.action) = ("ben", .read) } == 2)
    #expect(try await count { ($0.kind, $0.subject) = ("alerts", "a3") } == 1)
    #expect(try await count { $0.outcome = .refused } == 0)
    #expect(try await count { $0.from = times[8] } == 2)
    #expect(try await count { $0.to = times[1] } == 2)
    #expect(try await store.records(AuditFilter(), after: 8, limit: 10).map(\.sequence) == [9, 10])
  }

  @Test func `the file tells nobody without the key who did what`() async throws {
    let store = try await open()
    try await store.append([event("anna-with-a-name", .update, "alerts", "subject-with-a-name")])
    await store.close()
    let text = String(decoding: try scratch.bytes(), as: UTF8.self)
    #expect(!text.contains("with-a-name") && !text.contains("enter"))
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path + "/audit.sqlite")[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `the chain goes on over a restart, and a whole one is found whole`() async throws {
    #expect(try AuditVerifier.verify(folder: scratch.path) == nil)
    let store = try await open()
    try await store.append([event("anna"), event("ben")])
    await store.close()
    try await AuditStore(folder: scratch.path).append([event("cleo")])
    #expect(try AuditVerifier.verify(folder: scratch.path) == AuditVerifier.Report(entries: 3, broken: nil))
  }

  @Test(arguments: [
    "UPDATE audit SET action = 'read' WHERE sequence = 2", "UPDATE audit SET at = at + 1 WHERE sequence = 2",
    "UPDATE audit SET content = zeroblob(64) WHERE sequence = 2", "UPDATE audit SET actor = subject WHERE sequence = 2",
    "DELETE FROM audit WHERE sequence = 2", "UPDATE audit SET hash = zeroblob(32) WHERE sequence = 2",
  ])
  func `an entry that was changed or taken out is found`(_ attack: String) async throws {
    let store = try await open()
    try await store.append([event("anna"), event("ben", .update), event("cleo")])
    await store.close()
    try tamper(attack)
    #expect(try AuditVerifier.verify(folder: scratch.path)?.broken == 2)
  }

  @Test func `a cut end is found, and entries cannot be changed by mistake`() async throws {
    let store = try await open()
    try await store.append([event("anna"), event("ben")])
    await store.close()
    let database = try Database(path: scratch.path + "/audit.sqlite")
    #expect(throws: SQLiteError.self) { try database.execute("DELETE FROM audit") }
    #expect(throws: SQLiteError.self) { try database.execute("UPDATE audit SET at = 0") }
    try tamper(
      "DELETE FROM audit WHERE sequence = 2; UPDATE head SET sequence = 1, hash = (SELECT hash FROM audit WHERE sequence = 1)")
    #expect(try AuditVerifier.verify(folder: scratch.path)?.broken == 2)
  }

  private func tamper(_ attack: String) throws {
    let database = try Database(path: scratch.path + "/audit.sqlite")
    try database.execute("DROP TRIGGER audit_unchanged; DROP TRIGGER audit_kept; \(attack)")
    _ = try database.checkpoint()
  }
}
