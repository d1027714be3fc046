import Cryptography
import Dispatch
import SQLite
import Synchronization
public import Vocabulary

/// Keeps the vectors of frames whose session allows it: encrypted, bounded, in a file beside the journal.
///
/// Frames are handed over by ``offer(_:)``, which returns at once and waits for nothing; they are written in blocks. Each block is
/// sealed under a key of its session that the journal holds, so that a purge of the session makes them unreadable at once and for
/// good; the blocks themselves go the next time anything looks at them. A disk that is full, or a journal that cannot give keys, costs
/// frames, which are counted, and nothing else.
///
/// - Threading: ``offer(_:)`` from any thread. The actor has a queue of its own, on which it waits for the disk.
public actor VectorStore {
  /// Frames that may wait: half a minute of four streams at 30 frames a second.
  public static let bound = 4096
  /// A block is written when it has so many frames, or spans so long.
  static let blockFrames = 64
  static let blockSpan = Duration.seconds(5)
  private static let millisecondsADay: Int64 = 86_400_000

  private struct BlockKey: Hashable {
    let stream: StreamIdentifier
    let session: SessionIdentifier
    let encoder: Fingerprint
  }

  private struct Waiting {
    var block: KeptBlock
    var retainDays: Int?
  }

  private let path: String
  private let limit: Int64
  private let keys: any SessionKeys
  private let time: any TimeSource
  private var file: VectorFile?
  private var waiting: [BlockKey: Waiting] = [:]
  private nonisolated let items: AsyncStream<KeptItem>
  private nonisolated let continuation: AsyncStream<KeptItem>.Continuation
  private nonisolated let figures = Mutex(VectorCounts())
  private nonisolated let executor = QueueExecutor(name: "vectors", quality: .utility)

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Nothing is opened yet.
  ///
  /// - Parameters:
  ///   - folder: where the file `vectors.sqlite` lies.
  ///   - limit: the most bytes of sealed blocks; beyond it the oldest go. 0 keeps nothing.
  ///   - keys: who holds the sessions' keys.
  ///   - time: for expiry.
  public init(folder: String, limit: Int64, keys: any SessionKeys, time: any TimeSource = SystemTime()) {
    path = folder + "/vectors.sqlite"
    self.limit = limit
    self.keys = keys
    self.time = time
    (items, continuation) = AsyncStream.makeStream(of: KeptItem.self, bufferingPolicy: .bufferingOldest(Self.bound))
  }

  // MARK: In

  /// Hands a frame over; returns at once. One that finds the queue full is lost, and counted.
  ///
  /// - Parameter item: a frame whose session allows that it is kept.
  public nonisolated func offer(_ item: KeptItem) {
    guard limit > 0 else { return }
    if case .dropped = continuation.yield(item) { figures.withLock { $0.dropped += 1 } }
  }

  /// What became of the frames.
  public nonisolated var counts: VectorCounts { figures.withLock { $0 } }

  /// Lets ``run()`` return after what waits is written.
  public nonisolated func finish() { continuation.finish() }

  /// Writes until ``finish()`` or cancellation.
  public func run() async {
    tidy()
    for await item in items { await take(item) }
    await flush()
  }

  private func take(_ item: KeptItem) async {
    let key = BlockKey(stream: item.stream, session: item.session, encoder: item.encoder)
    // A stream has one session at a time: what waits of an earlier one is complete.
    for other in waiting.keys where other.stream == item.stream && other != key { await write(other) }
    var entry = waiting.removeValue(forKey: key) ?? Waiting(block: KeptBlock(encoder: item.encoder), retainDays: nil)
    entry.block.frames.append(item.frame)
    entry.retainDays = item.retainDays
    let first = entry.block.frames.first?.capturedAt ?? item.frame.capturedAt
    waiting[key] = entry
    if entry.block.frames.count >= Self.blockFrames || item.frame.capturedAt.since(first) >= Self.blockSpan { await write(key) }
  }

  /// Writes what waits, so that a reader sees it.
  public func flush() async { for key in Array(waiting.keys) { await write(key) } }

  private func write(_ key: BlockKey) async {
    guard let entry = waiting.removeValue(forKey: key), let first = entry.block.frames.first?.capturedAt.wallMilliseconds else {
      return
    }
    let count = UInt64(entry.block.frames.count)
    do {
      guard let secret = try await keys.key(of: key.session) else { return note { $0.purged += count } }
      let name = try await blinded(key.stream)
      let last = max(first, entry.block.frames.last?.capturedAt.wallMilliseconds ?? first)
      let sealed = try AES256GCM.seal(entry.block.bytes, key: secret, authenticating: Self.label(key.session))
      try opened().insert(
        session: key.session, stream: name, wall: first...last,
        expires: entry.retainDays.map { last + Int64($0) * Self.millisecondsADay }, sealed: sealed.joined)
      note {
        $0.kept += count
        $0.bytes += Int64(sealed.joined.count)
        $0.fault = nil
      }
      if counts.bytes > limit { tidy() }
    } catch {
      file = nil
      note {
        $0.failed += count
        $0.fault = "\(error)"
      }
    }
  }

  // MARK: Out

  /// What is kept of a stream between two times; frames that still wait are written first.
  ///
  /// - Parameters:
  ///   - stream: whose frames.
  ///   - wall: milliseconds since 1970.
  /// - Returns: the frames in order. Blocks of purged sessions are deleted on the way.
  /// - Throws: ``VectorError/unavailable(detail:)``, ``VectorError/damaged(block:)``.
  public func stretch(of stream: StreamIdentifier, wall: ClosedRange<Int64>) async throws(VectorError) -> KeptStretch {
    await flush()
    var stretch = KeptStretch()
    var secrets: [SessionIdentifier: Secret] = [:]
    var gone: Set<SessionIdentifier> = []
    do {
      for id in try opened().ids(stream: try await blinded(stream), wall: wall) {
        guard let row = try opened().row(id), !gone.contains(row.session) else { continue }
        if secrets[row.session] == nil { secrets[row.session] = try await keys.key(of: row.session) }
        guard let secret = secrets[row.session] else {
          gone.insert(row.session)
          continue
        }
        let bytes = try? AES256GCM.open(
          SealedBytes(joined: row.sealed), key: secret, authenticating: Self.label(row.session))
        guard let bytes, KeptBlock.append(bytes, of: row.session, to: &stretch) else { throw VectorError.damaged(block: id) }
      }
      for session in gone { try delete(session) }
    } catch let error as VectorError { throw error } catch { throw .unavailable(detail: "\(error)") }
    stretch.keep(within: wall)
    return stretch
  }

  /// Whether every one of these sessions can still be read: a purge must reach what somebody holds in memory too.
  ///
  /// - Parameter sessions: those of a stretch that was read before.
  /// - Returns: `false` if one was purged, or the keys cannot be asked for.
  public func areReadable(_ sessions: [SessionIdentifier]) async -> Bool {
    for session in sessions where (try? await keys.key(of: session)) == nil { return false }
    return true
  }

  // MARK: Deletion

  /// Deletes what is kept of a session, after its key was destroyed or because somebody wants its vectors gone.
  ///
  /// - Parameter session: whose vectors go.
  /// - Returns: how many blocks went.
  /// - Throws: ``VectorError/unavailable(detail:)``.
  @discardableResult
  public func purge(_ session: SessionIdentifier) throws(VectorError) -> Int {
    for key in waiting.keys where key.session == session {
      if let entry = waiting.removeValue(forKey: key) { note { $0.purged += UInt64(entry.block.frames.count) } }
    }
    do { return try delete(session) } catch { throw .unavailable(detail: "\(error)") }
  }

  /// Deletes blocks that are past their time or beyond the store's size, and those of purged sessions; called once a minute.
  public func tidyAll() async {
    tidy()
    for session in (try? opened().sessions()) ?? [] {
      // An error means that the journal cannot be asked now, not that the session is gone.
      do { if try await keys.key(of: session) == nil { try delete(session) } } catch { continue }
    }
  }

  private func tidy() {
    do {
      let file = try opened()
      let count = try file.removeExpired(at: time.now().wallMilliseconds) + file.trim(to: limit)
      if count > 0 { try file.shrink() }
      let size = try file.size()
      note {
        $0.deletedBlocks += UInt64(count)
        $0.bytes = size
      }
    } catch {
      file = nil
      note { $0.fault = "\(error)" }
    }
  }

  @discardableResult
  private func delete(_ session: SessionIdentifier) throws -> Int {
    let file = try opened()
    let count = try file.remove(session: session)
    if count > 0 { try file.shrink() }
    let size = try file.size()
    note {
      $0.deletedBlocks += UInt64(count)
      $0.bytes = size
    }
    return count
  }

  // MARK: Parts

  private func opened() throws -> VectorFile {
    if let file { return file }
    let opened = try VectorFile(path: path)
    file = opened
    return opened
  }

  private func blinded(_ stream: StreamIdentifier) async throws -> [UInt8] {
    try MessageAuthentication.sha256(Array("stream\n\(stream.text)".utf8), key: try await keys.nameKey())
  }

  private nonisolated func note(_ change: (inout VectorCounts) -> Void) { figures.withLock { change(&$0) } }

  private static func label(_ session: SessionIdentifier) -> [UInt8] { Array("skino-vectors-1\n\(session.text)".utf8) }
}
