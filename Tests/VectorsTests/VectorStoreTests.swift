import Foundation
import SQLite
import TestSupport
import Testing
import Vectors
import Vocabulary

@Suite(.timeLimit(.minutes(2))) struct `Kept vectors` {
  private let time = ManualTime()
  private let keys = FakeKeys()
  private let folder = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
  private let session = SessionIdentifier()
  private let bedside = StreamIdentifier("bedside")!

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private func store(limit: Int64 = 10_000_000) -> VectorStore {
    VectorStore(folder: folder.path, limit: limit, keys: keys, time: time)
  }

  private var hour: ClosedRange<Int64> {
    let now = time.now().wallMilliseconds
    return (now - 3_600_000)...(now + 3_600_000)
  }

  /// Offers frames and waits until they are on the disk.
  private func keep(_ items: [KeptItem], in store: VectorStore) async {
    for item in items { store.offer(item) }
    store.finish()
    await store.run()
  }

  private func items(_ range: Range<Int>, stream: String = "bedside", session: SessionIdentifier? = nil, retainDays: Int? = nil)
    -> [KeptItem]
  {
    range.map {
      .sample($0, from: time.now(), stream: stream, session: session ?? self.session, retainDays: retainDays)
    }
  }

  private var bytes: [UInt8] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).flatMap { name in
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
      }
    }
  }

  @Test func `every frame comes back as it was kept, refused ones too`() async throws {
    let (store, items) = (store(), items(0..<200))
    await keep(items, in: store)
    #expect(store.counts.kept == 200 && store.counts.fault == nil)
    let stretch = try await store.stretch(of: bedside, wall: hour)
    #expect(stretch.frames.indices.map(stretch.frame) == items.map(\.frame))
    #expect(stretch.sessions == [session] && stretch.encoders == [Fingerprint("e0")] && stretch.width == 6)
    #expect(stretch.frames[6].isRefused && stretch.frames[6].reasons == [.notSkin, .blurred])
    let start = time.now().wallMilliseconds
    #expect(try await store.stretch(of: bedside, wall: (start + 1_000)...(start + 1_990)).frames.count == 10)
    #expect(try await store.stretch(of: StreamIdentifier("other")!, wall: hour).frames.isEmpty)
  }

  @Test func `nothing of it can be read in the file, and only its owner may open it`() async throws {
    let (store, items) = (store(), items(0..<64))
    await keep(items, in: store)
    let all = try bytes
    for word in ["bedside"] { #expect(all.firstRange(of: Array(word.utf8)) == nil, "\(word)") }
    let vector = items[0].frame.views[0].vector.prefix(3).flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt32($0))) }
    }
    #expect(all.firstRange(of: vector) == nil)
    let facts = try FileManager.default.attributesOfItem(atPath: folder.appending(path: "vectors.sqlite").path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a purge of the session makes its vectors unreadable and takes them off the disk, and no others`() async throws {
    let other = SessionIdentifier()
    let store = store()
    await keep(items(0..<64) + items(64..<128, stream: "room", session: other), in: store)
    keys.destroy(session)
    #expect(await store.areReadable([other]))
    #expect(await !store.areReadable([other, session]))
    #expect(try await store.stretch(of: bedside, wall: hour).frames.isEmpty)
    #expect(try await store.stretch(of: StreamIdentifier("room")!, wall: hour).frames.count == 64)
    let database = try Database(path: folder.appending(path: "vectors.sqlite").path, access: .readOnly)
    #expect(try database.first("SELECT count(*) FROM block WHERE session = ?", [.text(session.text)]) { $0.integer(0) } == 0)
    // What comes after the purge is not kept either.
    let later = self.store()
    await keep(items(128..<140), in: later)
    #expect(later.counts.purged == 12 && later.counts.kept == 0)
  }

  @Test func `blocks go when their days are over, when the store is full, and when their session was purged elsewhere`()
    async throws
  {
    let first = store()
    await keep(items(0..<64, retainDays: 1), in: first)
    time.advance(by: .seconds(86_401 + 7))
    let second = store(limit: 40_000)
    await keep(items(64..<1_000), in: second)
    #expect(second.counts.bytes <= 40_000 && second.counts.deletedBlocks > 1)
    let kept = try await second.stretch(of: bedside, wall: hour)
    #expect(kept.frames.last?.sequence == 999 && kept.frames.first.map { $0.sequence > 64 } == true)
    keys.destroy(session)
    await second.tidyAll()
    #expect(second.counts.bytes == 0)
  }

  @Test func `a queue that is full loses the newest and counts it`() {
    let store = store()
    for item in items(0..<(VectorStore.bound + 3)) { store.offer(item) }
    #expect(store.counts.dropped == 3)
    let none = self.store(limit: 0)
    for item in items(0..<(VectorStore.bound + 3)) { none.offer(item) }
    #expect(none.counts.dropped == 0, "nothing is kept, so nothing is lost")
  }

  @Test func `a disk that cannot be written costs frames, which are counted, and mends by itself`() async throws {
    try FileManager.default.removeItem(at: folder)
    let store = store()
    for item in items(0..<64) { store.offer(item) }
    let run = Task { await store.run() }
    while store.counts.failed == 0 { await Task.yield() }
    let failed = store.counts.failed
    #expect(store.counts.fault != nil && store.counts.kept == 0)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for item in items(64..<128) { store.offer(item) }
    store.finish()
    await run.value
    #expect(store.counts.kept + store.counts.failed == 128 && store.counts.kept >= 64 && store.counts.fault == nil)
    #expect(store.counts.failed >= failed)
  }

  @Test func `a journal that gives no keys costs frames only`() async {
    await keep(items(0..<10), in: store())
    keys.setAway(true)
    let store = store()
    await keep(items(10..<20), in: store)
    #expect(store.counts.failed == 10 && store.counts.purged == 0)
    await #expect(throws: VectorError.self) { try await store.stretch(of: bedside, wall: hour) }
  }

  @Test func `what was written is whole after a kill`() async throws {
    let store = store()
    await keep(items(0..<150), in: store)
    // What a killed server leaves behind: the files as they are now, nothing closed, the log not folded in.
    let left = folder.appending(path: "left")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    for name in ["vectors.sqlite", "vectors.sqlite-wal"] {
      try FileManager.default.copyItem(at: folder.appending(path: name), to: left.appending(path: name))
    }
    let next = VectorStore(folder: left.path, limit: 10_000_000, keys: keys, time: time)
    #expect(try await next.stretch(of: bedside, wall: hour).frames.map(\.sequence) == Array(0..<150))
    #expect(store.counts.kept == 150)
  }

  @Test func `a block that was changed on the disk is damage, never an answer`() async throws {
    let store = store()
    await keep(items(0..<64), in: store)
    let database = try Database(path: folder.appending(path: "vectors.sqlite").path)
    try database.run("UPDATE block SET sealed = substr(sealed, 1, 100) || x'00' || substr(sealed, 102)")
    let damage = VectorError.damaged(block: 1)
    await #expect(throws: damage) { try await self.store().stretch(of: bedside, wall: hour) }
  }

  @Test func `vectors of another length are left out and counted`() async throws {
    let store = store()
    await keep(
      items(0..<5) + [.sample(5, from: time.now(), session: session, width: 9, encoder: "e1")], in: store)
    let stretch = try await store.stretch(of: bedside, wall: hour)
    #expect(stretch.frames.count == 5 && stretch.skipped == 1)
  }
}
