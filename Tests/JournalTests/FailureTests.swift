import Cryptography
import Foundation
import SQLite
import Testing
import Vocabulary

@testable import Journal

@Suite struct `Journal in trouble` {
  let scratch: Scratch
  let time = ManualTime()
  let session = SessionIdentifier()

  init() throws { scratch = try Scratch() }

  private func open() async throws -> JournalStore { try await JournalStore.open(folder: scratch.path, time: time) }

  private var started: JournalDraft {
    .sessionStarted(SessionIdentifier(), stream: Samples.bedside, demo: false, at: time.now())
  }

  @Test func `says that the disk is full, keeps nothing half, and goes on when there is room`() async throws {
    let journal = try await open()
    let record = Samples.alert(session: session, dimension: 4096)
    _ = try await journal.append([started])
    try await journal.limitPagesToPresent()
    await #expect(throws: JournalError.self) { try await journal.append([started, .alertRaised(record, at: time.now())]) }
    #expect(journal.state.state == .diskFull)
    #expect(journal.state.detail?.contains("Free some space") == true)
    #expect(try await journal.lastSequence() == 1, "what is stored can still be read")
    await journal.recover()
    #expect(journal.state.state == .diskFull)
    try await journal.liftPageLimit()
    await journal.recover()
    #expect(journal.state == Health.Journal(state: .ok))
    // The session's key was made in the transaction that failed: it must be made again, not remembered.
    _ = try await journal.append([.alertRaised(record, at: time.now())])
    await journal.close()
    #expect(try await journal.entries(of: record.id).first?.data["condition"] == "melanoma")
  }

  @Test func `says that it cannot write, and goes on when it can`() async throws {
    let journal = try await open()
    try await journal.setReadOnly(true)
    await #expect(throws: JournalError.self) { try await journal.append([started]) }
    #expect(journal.state.state == .readOnly)
    #expect(journal.state.detail?.contains("Make it writable") == true)
    await journal.recover()
    #expect(journal.state.state == .readOnly)
    try await journal.setReadOnly(false)
    #expect(try await journal.append([started]).count == 1, "an append that works is recovery enough")
    #expect(journal.state.state == .ok)
  }

  @Test func `opens without its folder, and stores once the folder can be made`() async throws {
    let blocked = scratch.path + "/blocked"
    try Data().write(to: URL(filePath: blocked))
    let journal = try await JournalStore.open(folder: blocked + "/data", time: time)
    #expect(journal.state.state == .readOnly)
    await #expect(throws: JournalError.self) { try await journal.alerts() }
    try FileManager.default.removeItem(atPath: blocked)
    await journal.recover()
    #expect(journal.state.state == .ok)
    #expect(try await journal.append([started]).first?.sequence == 1)
  }

  @Test func `tells listeners of each change of its state, and mends itself`() async throws {
    let journal = try await open()
    let watcher = Task { await journal.run(retryEvery: .milliseconds(1)) }
    defer { watcher.cancel() }
    var states = journal.states().makeAsyncIterator()
    #expect(await states.next()?.state == .ok)
    try await journal.limitPagesToPresent()
    let record = Samples.alert(session: session, dimension: 4096)
    await #expect(throws: JournalError.self) { try await journal.append([.alertRaised(record, at: time.now())]) }
    #expect(await states.next()?.state == .diskFull)
    try await journal.liftPageLimit()
    #expect(await states.next()?.state == .ok)
  }

  @Test func `leaves a damaged file as it is, and says what to do`() async throws {
    let first = try await open()
    for _ in 0..<50 { _ = try await first.append([.alertRaised(Samples.alert(session: session), at: time.now())]) }
    await first.close()
    var bytes = try Data(contentsOf: URL(filePath: scratch.database))
    for offset in stride(from: 4096, to: bytes.count, by: 64) { bytes[offset] ^= 0xff }
    try bytes.write(to: URL(filePath: scratch.database))
    let journal = try await open()
    #expect(journal.state.state == .corrupt)
    #expect(journal.state.detail?.contains("move the three journal.sqlite files aside") == true)
    await #expect(throws: JournalError.self) { try await journal.append([started]) }
    await journal.recover()
    #expect(journal.state.state == .corrupt)
    #expect(try Data(contentsOf: URL(filePath: scratch.database)) == bytes)
    try FileManager.default.removeItem(atPath: scratch.database)
    await journal.recover()
    #expect(journal.state.state == .ok)
    #expect(try await journal.append([started]).first?.sequence == 1)
  }

  @Test func `takes a file that is no database for damage, not for an empty journal`() async throws {
    try Data(repeating: 7, count: 10_000).write(to: URL(filePath: scratch.database))
    try SecretFile.write(Secret.random(byteCount: 32), to: scratch.path + "/journal.key")
    #expect(try await open().state.state == .corrupt)
  }

  @Test func `does not write on when the end of the chain is gone`() async throws {
    let first = try await open()
    _ = try await first.append([started])
    _ = try await first.append([started])
    await first.close()
    try Database(path: scratch.database).execute("DROP TRIGGER entry_kept; DELETE FROM entry WHERE sequence = 2")
    #expect(try await open().state.state == .corrupt)
  }

  @Test func `follows its file when someone puts another in its place`() async throws {
    let journal = try await open()
    _ = try await journal.append([started])
    let backup = scratch.path + "/backup.sqlite"
    try await journal.backUp(to: backup)
    _ = try await journal.append([started])
    for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: scratch.database + suffix) }
    try FileManager.default.moveItem(atPath: backup, toPath: scratch.database)
    #expect(try await journal.append([started]).first?.sequence == 2)
    #expect(try JournalVerifier(folder: scratch.path).verify().entries == 2)
  }

  @Test func `lets no second owner into the folder`() async throws {
    let journal = try await open()
    await #expect(throws: JournalError.inUse(folder: scratch.path)) { try await open() }
    await journal.close()
    _ = try await open()
  }

  @Test func `refuses a journal of a later version and leaves it as it is`() async throws {
    let journal = try await open()
    await journal.close()
    try Database(path: scratch.database).execute("UPDATE meta SET value = 99 WHERE name = 'schema_version'")
    await #expect(throws: JournalError.newerSchema(found: 99, known: 5)) { try await open() }
    #expect(throws: JournalError.newerSchema(found: 99, known: 5)) { try JournalVerifier(folder: scratch.path).verify() }
  }

  @Test func `refuses a key that is missing, wrong, short or open to others`() async throws {
    let journal = try await open()
    _ = try await journal.append([started])
    await journal.close()
    let path = scratch.path + "/journal.key"
    let key = try SecretFile.read(path)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    await #expect(throws: JournalError.keyExposed(path: path, mode: 0o644)) { try await open() }
    try FileManager.default.removeItem(atPath: path)
    await #expect(throws: JournalError.keyMissing(path: path)) { try await open() }
    #expect(!FileManager.default.fileExists(atPath: path), "a new key would never open the old entries")
    try SecretFile.write(Secret.random(byteCount: 32), to: path)
    await #expect(throws: JournalError.keyMismatch(path: path)) { try await open() }
    try SecretFile.write(Secret.random(byteCount: 31), to: path)
    await #expect(throws: JournalError.keyMismatch(path: path)) { try await open() }
    try SecretFile.write(key, to: path)
    #expect(try await open().lastSequence() == 1)
  }

  @Test func `lets nobody else look into its files`() async throws {
    let folder = scratch.path + "/made/here"
    let journal = try await JournalStore.open(folder: folder, time: time)
    _ = try await journal.append([started])
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(folder) == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      #expect(try mode(folder + "/" + name) == 0o600, "\(name)")
    }
  }
}

extension JournalStore {
  /// Makes the file as full as a disk would be.
  func limitPagesToPresent() throws { try ledger?.database.limitPages(to: ledger?.database.pageCount() ?? 0) }
  func setReadOnly(_ isReadOnly: Bool) throws {
    try ledger?.database.execute("PRAGMA query_only = \(isReadOnly ? "ON" : "OFF")")
  }
  func liftPageLimit() throws { try ledger?.database.limitPages(to: 1_000_000) }
}
