import Foundation
import Journal
import SQLite
import Testing
import Vocabulary

@Suite struct `Verifier` {
  let scratch: Scratch
  let time = ManualTime()
  let session = SessionIdentifier()

  init() throws { scratch = try Scratch() }

  /// A session with two alerts; the second has ended.
  private func fill() async throws -> [AlertRecord] {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let records = [Samples.alert(session: session), Samples.alert(session: session)]
    _ = try await journal.append([.sessionStarted(session, stream: Samples.bedside, demo: false, at: time.now())])
    for record in records { _ = try await journal.append([.alertRaised(record, at: time.now())]) }
    _ = try await journal.append([.alertEnded(records[1].id, at: time.now())])
    await journal.close()
    return records
  }

  private func tamper(_ sql: String) throws {
    let database = try Database(path: scratch.database)
    try database.execute("DROP TRIGGER entry_unchanged; DROP TRIGGER entry_kept; \(sql)")
  }

  private func verify(_ alerts: [AlertIdentifier] = [], rederive: JournalVerifier.Rederivation? = nil) throws
    -> VerificationReport
  {
    try JournalVerifier(folder: scratch.path).verify(alerts, rederive: rederive)
  }

  @Test func `finds a whole chain whole`() async throws {
    let records = try await fill()
    let report = try verify()
    #expect(report.isSound && report.entries == 4 && report.isOpened && report.broken == nil)
    #expect(report.lines.first == "chain intact: 4 entries")
    #expect(report.alerts.map(\.alert) == records.map(\.id))
  }

  @Test(arguments: [
    ("UPDATE entry SET ciphertext = zeroblob(length(ciphertext)) WHERE sequence = 2", Int64(2), "was changed"),
    ("UPDATE entry SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 3", 3, "was changed"),
    ("UPDATE entry SET kind = 'spoken' WHERE sequence = 1", 1, "was changed"),
    ("UPDATE entry SET hash = zeroblob(32) WHERE sequence = 2", 2, "was changed"),
    ("UPDATE entry SET previous_hash = zeroblob(32) WHERE sequence = 3", 3, "does not follow"),
    ("DELETE FROM entry WHERE sequence = 2", 2, "is missing"),
    ("DELETE FROM entry WHERE sequence = 1", 1, "is missing"),
    ("DELETE FROM entry WHERE sequence = 4", 3, "4 entries were written"),
    (
      "UPDATE head SET sequence = 3, hash = (SELECT hash FROM entry WHERE sequence = 3)", 3, "not written with this journal's key"
    ),
    ("DELETE FROM head", 1, "behind the end"),
    ("UPDATE session_key SET wrapped = NULL WHERE session <> ''", 1, "no entry tells of a purge"),
    ("DELETE FROM session_key", 1, "no entry tells of a purge"),
    ("UPDATE session_key SET wrapped = zeroblob(60)", 1, "no entry tells of a purge"),
  ])
  func `names the first entry that was tampered with`(sql: String, sequence: Int64, words: String) async throws {
    _ = try await fill()
    try tamper(sql)
    let report = try verify()
    let broken = try #require(report.broken)
    #expect(broken.sequence == sequence)
    #expect(broken.description.contains(words), "\(broken)")
    #expect(!report.isSound && report.lines[0].hasPrefix("broken: ") && report.lines[0].contains("entry \(sequence)"))
  }

  @Test func `reports a purge without calling it damage`() async throws {
    let records = try await fill()
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    #expect(try await journal.purge(session, reason: "", by: "ada").isErased)
    await journal.close()
    let report = try verify()
    #expect(report.isSound && report.purged == [session] && report.entries == 5)
    #expect(report.alerts.map(\.outcome) == [.purged, .purged])
    #expect(report.lines.contains("alert \(records[0].id): purged, chain intact"))
  }

  @Test func `computes evidence again from the vectors`() async throws {
    let records = try await fill()
    let exact = try verify { record in record.why.map { Double($0.vector?[0] ?? .nan) + 1e-6 } }
    #expect(exact.isSound)
    #expect(exact.alerts[0].description.contains("evidence re-derived"))
    let other = try verify([records[1].id]) { record in record.why.map { $0.evidence + 1e-3 } }
    #expect(other.alerts.count == 1 && !other.isSound)
    guard case .mismatch(frame: 0, _, _) = other.alerts[0].outcome else {
      Issue.record("\(other.alerts[0])")
      return
    }
    #expect(try !verify { record in record.why.map { _ in Double.nan } }.isSound)
    #expect(try verify { _ in nil }.alerts[0].outcome == .notRederived(reason: "its model or pack is not here"))
    #expect(try verify { _ in [] }.alerts[0].outcome == .notRederived(reason: "2 frames are recorded, 0 were computed"))
    let unknown = AlertIdentifier()
    #expect(try verify([unknown]).alerts.map(\.outcome) == [.unknown])
  }

  @Test func `names a tampered head, and calls the journal unsound`() async throws {
    let records = try await fill()
    let head = TamperedHead(name: "house", version: 2, problem: "heads/house/2.json is refused")
    let report = try verify { _ in throw head }
    #expect(report.alerts.map(\.outcome) == [.tamperedHead(head), .tamperedHead(head)] && !report.isSound)
    #expect(
      report.lines.contains(
        "alert \(records[0].id): tampered head 'house' version 2: heads/house/2.json is refused"))
  }

  @Test func `notices a list that shows something else than the entries`() async throws {
    let records = try await fill()
    try tamper("DELETE FROM alert WHERE id = '\(records[0].id)'")
    let report = try verify()
    #expect(report.broken == nil && !report.isSound)
    #expect(report.alerts.map(\.outcome) == [.listDiffers, .notRederived(reason: "no model was asked")])
  }

  @Test func `reads a copy without its key, and a journal that a server is writing`() async throws {
    _ = try await fill()
    let copy = try Scratch()
    try FileManager.default.copyItem(atPath: scratch.database, toPath: copy.database)
    let report = try JournalVerifier(folder: copy.path).verify()
    #expect(report.isSound && report.entries == 4 && !report.isOpened)
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    _ = try await journal.append([.sessionEnded(session, stream: Samples.bedside, at: time.now())])
    #expect(try verify().entries == 5)
    let backup = try Scratch()
    try await journal.backUp(to: backup.database)
    #expect(try JournalVerifier(folder: backup.path).verify().entries == 5)
    let nowhere = try Scratch()
    #expect(throws: JournalError.absent(path: nowhere.database)) { try JournalVerifier(folder: nowhere.path).verify() }
  }
}
