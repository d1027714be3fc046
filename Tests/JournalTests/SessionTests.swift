import Cryptography
import Foundation
import Journal
import Testing
import Vocabulary

@Suite struct `Sessions in the journal` {
  let scratch: Scratch
  let time = ManualTime()

  init() throws { scratch = try Scratch() }

  private static let marker = Array("\u{FFFD}JFIF-marker-of-a-picture-in-the-clear".utf8)

  private func start(
    _ session: SessionIdentifier, _ journal: JournalStore, consent: Consent = .standard, subject: String? = nil
  ) async throws {
    _ = try await journal.append([
      .sessionStarted(
        session, stream: Samples.bedside, demo: false,
        details: ["consent": try JSONValue(record: consent), "subject": subject.map { .string($0) } ?? .null, "source": "whip"],
        at: time.now())
    ])
  }

  private func snapshot(_ alert: AlertRecord) -> KeptSnapshot {
    KeptSnapshot(
      subject: .alert(alert.id), session: alert.session, stream: alert.stream, stretch: nil,
      pictures: [.init(frame: 7, capturedAt: alert.capturedAt)])
  }

  @Test func `a session is what its entries say, and is the same when made anew from the chain`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let session = SessionIdentifier()
    try await start(session, journal, subject: "P-17")
    let first = try #require(try await journal.session(session).record)
    #expect(first.subject == "P-17" && first.stream == Samples.bedside && first.consent == .standard && first.endedAt == nil)
    var consent = Consent.standard
    consent.retainDays = 2
    _ = try await journal.changeConsent(first, to: consent, by: "ada")
    _ = try await journal.append([.sessionEdited(session, subject: "P-18", notes: "left arm", by: "ada", at: time.now())])
    time.advance(by: .seconds(5))
    _ = try await journal.append([.sessionEnded(session, stream: Samples.bedside, details: ["alerts_raised": 3], at: time.now())])
    let record = try #require(try await journal.session(session).record)
    #expect(record.subject == "P-18" && record.notes == "left arm" && record.consent == consent)
    #expect(record.endedAt == time.now().rfc3339 && record.end?["alerts_raised"] == 3 && record.revision == 4)
    #expect(record.purgeDue == time.now().wallMilliseconds + 2 * 86_400_000)
    try await journal.rebuildProjections()
    #expect(try await journal.session(session).record == record)
    #expect(try !scratch.bytes().contains(Array("left arm".utf8)) && !scratch.bytes().contains(Array("P-17".utf8)))
  }

  @Test func `sessions are listed newest first, by stream, subject and standing, in pages`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let sessions = (0..<4).map { _ in SessionIdentifier() }
    for (index, session) in sessions.enumerated() { try await start(session, journal, subject: index == 0 ? "P-1" : nil) }
    _ = try await journal.append([.sessionEnded(sessions[1], stream: Samples.bedside, at: time.now())])
    _ = try await journal.purge(sessions[2], reason: "", by: "ada")
    let first = try await journal.sessions(SessionFilter(limit: 3))
    #expect(first.sessions.map(\.id) == [sessions[3], sessions[2], sessions[1]])
    let second = try await journal.sessions(SessionFilter(before: first.next, limit: 3))
    #expect(second.sessions.map(\.id) == [sessions[0]] && second.next == nil)
    func ids(_ filter: SessionFilter) async throws -> [SessionIdentifier] {
      try await journal.sessions(filter).sessions.map(\.id)
    }
    #expect(try await ids(SessionFilter(subject: SubjectPseudonym("P-1"))) == [sessions[0]])
    #expect(try await ids(SessionFilter(stream: Samples.demo)).isEmpty)
    #expect(try await ids(SessionFilter(standing: .purged)) == [sessions[2]])
    #expect(try await ids(SessionFilter(standing: .ended)) == [sessions[1]])
    #expect(try await ids(SessionFilter(standing: .running, running: [sessions[3]])) == [sessions[3]])
    #expect(try await ids(SessionFilter(standing: .interrupted, running: [sessions[3]])) == [sessions[0]])
    #expect(try await ids(SessionFilter(standing: .running)).isEmpty)
    let standings = first.sessions.map { $0.standing(among: [sessions[3]]) }
    #expect(standings == [.running, .purged, .ended])
    await #expect(throws: JournalError.unknownSession(SessionIdentifier(String(repeating: "0", count: 32))!)) {
      try await journal.session(SessionIdentifier(String(repeating: "0", count: 32))!)
    }
  }

  @Test func `what is due is known without a key, also after the file was opened again`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let (short, long, forever) = (SessionIdentifier(), SessionIdentifier(), SessionIdentifier())
    try await start(short, journal, consent: Consent(record: true, snapshots: false, speak: false, handOff: false, retainDays: 1))
    try await start(long, journal, consent: Consent(record: true, snapshots: false, speak: false, handOff: false, retainDays: 9))
    try await start(forever, journal)
    await journal.close()
    let again = try await JournalStore.open(folder: scratch.path, time: time)
    #expect(try await again.dueSessions(at: time.now()).isEmpty)
    #expect(try await again.dueSessions(at: time.now().advanced(by: .seconds(86_400))) == [short])
    #expect(try await again.dueSessions(at: time.now().advanced(by: .seconds(9 * 86_400))) == [short, long])
    _ = try await again.purge(short, reason: "", by: "retention")
    #expect(try await again.dueSessions(at: time.now().advanced(by: .seconds(9 * 86_400))) == [long])
  }

  @Test func `pictures lie sealed, open again, and a purge leaves nothing of them`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let record = Samples.alert(session: SessionIdentifier())
    try await start(record.session, journal)
    _ = try await journal.append([.alertRaised(record, at: time.now())])
    let entry = try await journal.keep(snapshot(record), pictures: [Self.marker])
    #expect(entry.alert == record.id && KeptSnapshot(entry) == snapshot(record))
    let name = try await journal.caseName(of: .alert(record.id))
    #expect(name != record.id.text && RandomIdentifier.isHexadecimal128(name))
    #expect(try await journal.picture(name, 0) == Self.marker)
    #expect(try await journal.pictureCases() == [name])
    #expect(try await journal.session(record.session).snapshots == 1)
    #expect(try !scratch.bytes().contains(Self.marker))
    let told = String(decoding: entry.data.encoded, as: UTF8.self)
    #expect(!told.contains(name) && !told.contains(SHA256.digest(of: Self.marker).hexadecimal), "no entry leads to the case")

    let receipt = try await journal.purge(record.session, reason: "withdrawn", by: "ada")
    #expect(receipt.snapshots == 1 && receipt.isErased)
    #expect(try await journal.picture(name, 0) == nil)
    #expect(try await journal.pictureCases().isEmpty)
    #expect(try await journal.session(record.session).record == nil)
    await #expect(throws: JournalError.sessionPurged(record.session)) {
      try await journal.keep(snapshot(record), pictures: [Self.marker])
    }
  }

  @Test func `what is told of a purged alert finds no other key`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let record = Samples.alert(session: SessionIdentifier())
    _ = try await journal.append([.alertRaised(record, at: time.now())])
    _ = try await journal.purge(record.session, reason: "", by: "ada")
    await #expect(throws: JournalError.sessionPurged(record.session)) {
      try await journal.append([
        JournalDraft(kind: .explained, at: time.now(), session: nil, alert: record.id, data: ["short": "Resembles melanoma."])
      ])
    }
  }

  @Test func `taking the permission for pictures back removes them, and says how many`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let alert = Samples.alert(session: SessionIdentifier())
    try await start(
      alert.session, journal, consent: Consent(record: true, snapshots: true, speak: true, handOff: true))
    _ = try await journal.append([.alertRaised(alert, at: time.now())])
    _ = try await journal.keep(snapshot(alert), pictures: [Self.marker])
    let record = try #require(try await journal.session(alert.session).record)
    let entry = try await journal.changeConsent(record, to: .none, by: "ada")
    #expect(entry.kind == .consentChanged && entry.data["removed_snapshots"] == 1 && entry.data["by"] == "ada")
    #expect(try await journal.pictureCases().isEmpty)
    #expect(try await journal.session(alert.session).record?.consent == Consent.none)
  }

  @Test func `a receipt is confirmed by the journal that it is of, and by no other`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let (gone, kept) = (SessionIdentifier(), SessionIdentifier())
    try await start(gone, journal)
    try await start(kept, journal)
    let purge = try await journal.purge(gone, reason: "withdrawn", by: "ada")
    let receipt = try #require(SessionReceipt(purge.entry))
    await journal.close()
    let verifier = JournalVerifier(folder: scratch.path)
    #expect(try verifier.verify(receipt) == .confirmed)
    let text = String(decoding: try JSONEncoder().encode(receipt), as: UTF8.self)
    func changed(_ old: String, _ new: String) throws -> SessionReceipt {
      try JSONDecoder().decode(SessionReceipt.self, from: Data(text.replacingOccurrences(of: old, with: new).utf8))
    }
    #expect(try verifier.verify(changed("withdrawn", "asked")) == .differs(member: "reason"))
    #expect(try verifier.verify(changed("\"sequence\":3", "\"sequence\":1")) == .noSuchEntry)
    #expect(try verifier.verify(changed(receipt.hash, String(repeating: "0", count: 64))) == .differs(member: "hash"))
    #expect(try verifier.verify(changed(gone.text, kept.text)) == .differs(member: "session"))
    let elsewhere = try Scratch()
    let other = try await JournalStore.open(folder: elsewhere.path, time: time)
    for _ in 0..<3 { try await start(SessionIdentifier(), other) }
    await other.close()
    #expect(try JournalVerifier(folder: elsewhere.path).verify(receipt) == .noSuchEntry)
    try FileManager.default.removeItem(atPath: scratch.path + "/journal.key")
    #expect(try verifier.verify(receipt) == .notOpened)
  }
}
