import Foundation
import Journal
import SQLite
import Testing
import Vocabulary

@Suite struct `Purge` {
  let scratch: Scratch
  let time = ManualTime()

  init() throws { scratch = try Scratch() }

  @Test func `makes one session unreadable and leaves the rest`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let gone = SessionIdentifier()
    let kept = SessionIdentifier()
    let goneAlert = Samples.alert(session: gone)
    let keptAlert = Samples.alert(session: kept)
    let delivery = JournalDelivery(
      sink: "ehr", type: "skino.alert.raised", body: ["data": ["id": .string(goneAlert.id.text), "condition": "melanoma"]])
    _ = try await journal.append([.alertRaised(goneAlert, at: time.now())], deliveries: [delivery])
    _ = try await journal.append([.alertRaised(keptAlert, at: time.now())])
    let wrapped = try key(of: gone)
    #expect(try scratch.bytes().contains(wrapped))

    let receipt = try await journal.purge(gone, reason: "consent withdrawn", by: "ada")
    #expect(receipt.entries == 1 && receipt.alerts == 1 && receipt.deliveries == 1)
    #expect(receipt.entry.kind == .purged && receipt.entry.session == gone && receipt.entry.data["by"] == "ada")
    #expect(try await journal.alerts().alerts.map(\.id) == [keptAlert.id])
    await #expect(throws: JournalError.unknownAlert(goneAlert.id)) { try await journal.record(of: goneAlert.id) }
    let entries = try await journal.entries(after: 0, limit: 10)
    #expect(entries.map(\.sequence) == [1, 2, 3])
    #expect(entries[0].data == ["purged": true])
    #expect(entries[1].data["condition"] == "melanoma")
    #expect(entries[2].data["reason"] == "consent withdrawn", "the record of the purge stays readable")
    #expect(try await journal.pendingDeliveries().isEmpty)
    #expect(try !scratch.bytes().contains(wrapped), "the wrapped key is in no file, the log included")

    await #expect(throws: JournalError.sessionPurged(gone)) {
      try await journal.append([.sessionStarted(gone, stream: Samples.bedside, demo: false, at: time.now())])
    }
    await #expect(throws: JournalError.sessionPurged(gone)) { try await journal.purge(gone, reason: "", by: "ada") }
    let unknown = SessionIdentifier()
    await #expect(throws: JournalError.unknownSession(unknown)) { try await journal.purge(unknown, reason: "", by: "ada") }
  }

  @Test func `lets the setting before a purged one count again`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let sessions = [SessionIdentifier(), SessionIdentifier()]
    for session in sessions {
      _ = try await journal.append([
        .backgroundRecorded(
          Samples.bedside, Samples.melanoma, session: session, details: ["seconds": 30], by: "ada", at: time.now())
      ])
    }
    #expect(try await journal.newest(.backgroundRecorded, stream: Samples.bedside).map(\.session) == [sessions[1]])
    _ = try await journal.purge(sessions[1], reason: "", by: "ada")
    #expect(try await journal.newest(.backgroundRecorded, stream: Samples.bedside).map(\.session) == [sessions[0]])
  }

  @Test func `nothing clinical lies in the files in the clear`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let record = Samples.alert(session: SessionIdentifier())
    let body: JSONValue = ["data": ["id": .string(record.id.text), "condition": "melanoma"]]
    _ = try await journal.append(
      [
        .alertRaised(record, at: time.now()),
        .alertSilenced(record.id, reason: "itchy arm", for: .seconds(1), by: "ada", at: time.now()),
      ], deliveries: [JournalDelivery(sink: "ehr", type: "skino.alert.raised", body: body)])
    let bytes = try scratch.bytes()
    for word in ["melanoma", "Malignant", "itchy", "bedside", "C43", "2026-11-24T13:17:12.300Z"] {
      #expect(!bytes.contains(Array(word.utf8)), "\(word) can be read")
    }
    #expect(bytes.contains(Array(record.id.text.utf8)), "the search itself works")
  }

  private func key(of session: SessionIdentifier) throws -> [UInt8] {
    let database = try Database(path: scratch.database, access: .readOnly)
    let key = try database.first("SELECT wrapped FROM session_key WHERE session = ?", [.text(session.text)]) { $0.blob(0) }
    return try #require(key)
  }
}
