import SQLite
public import Vocabulary

/// The durable record of everything that alerts are about: a chain of sealed entries, alerts as their projection, and the outbox.
///
/// What ``append(_:deliveries:)`` returned is on the disk: neither a crash nor a power cut loses it. A journal that cannot be written
/// says so by its ``state`` and by typed errors, and mends itself when the cause is gone.
///
/// - Threading: an actor on a thread of its own; its calls wait for the disk there and hold up nobody else.
public actor JournalStore {
  nonisolated let broadcast = StateBroadcast()
  let time: any TimeSource
  let folder: JournalFolder
  var ledger: Ledger?
  /// Decides what sinks hear of each entry; `nil` = there are none.
  var composer: (any DeliveryComposer)?
  private let executor = QueueExecutor(name: "journal")

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(folder: JournalFolder, time: any TimeSource) {
    self.folder = folder
    self.time = time
  }

  /// Opens the journal in `folder`, or makes a new one there.
  ///
  /// A full disk, a folder that cannot be written and a damaged file are no errors here: the server must run on without its journal.
  /// They are the journal's ``state``, and ``run(retryEvery:)`` tries again.
  ///
  /// - Throws: ``JournalError/inUse(folder:)``, ``JournalError/newerSchema(found:known:)`` and the errors about the key.
  public static func open(folder: String, time: any TimeSource = SystemTime()) async throws(JournalError) -> JournalStore {
    let journal = JournalStore(folder: JournalFolder(path: folder), time: time)
    try await journal.openFirst()
    return journal
  }

  /// How the journal fares now.
  public nonisolated var state: Health.Journal { broadcast.current }

  /// The present state, and each change of it from now on; newest wins.
  public nonisolated func states() -> AsyncStream<Health.Journal> { broadcast.stream() }

  /// Adds `drafts` to the chain in order, and `deliveries` to the outbox, in one transaction that is on the disk when this returns.
  ///
  /// An entry about an alert whose draft names no session joins the alert's. A delivery belongs to the entry whose alert its body names
  /// in `data.id`, else to the first.
  ///
  /// - Returns: the entries with their places in the chain.
  /// - Throws: ``JournalError/unavailable(_:detail:)`` if nothing can be stored now; nothing was added then.
  public func append(
    _ drafts: [JournalDraft], deliveries: [JournalDelivery] = []
  ) async throws(JournalError) -> [JournalEntry] {
    guard !drafts.isEmpty else {
      if deliveries.isEmpty { return [] }
      throw .invalidDraft(index: 0, reason: "deliveries tell of no entry")
    }
    let added = try perform { try $0.append(drafts, deliveries) }
    broadcast.set(Health.Journal(state: .ok))
    return added
  }

  /// Destroys the key of `session`: nobody can read its entries any more, its alerts leave the lists, its deliveries are dropped. The
  /// chain stays whole and tells of the purge. Copies of the folder made earlier are not reached.
  public func purge(
    _ session: SessionIdentifier, reason: String, by: String
  ) async throws(JournalError) -> PurgeReceipt {
    let now = time.now()
    return try perform { try $0.purge(session, reason: reason, by: by, at: now) }
  }

  /// Writes a consistent copy of the database to `path`, which must not exist. The key file is not in it: keep that elsewhere.
  public func backUp(to path: String) async throws(JournalError) {
    try perform { try $0.database.backUp(to: path) }
  }

  /// Makes the lists of alerts and settings anew from the chain; they come out the same.
  public func rebuildProjections() async throws(JournalError) {
    try perform { ledger in try ledger.write { try ledger.project() } }
  }

  /// Lets go of the files; the write-ahead log is emptied first. Later calls open them again.
  public func close() async {
    _ = try? ledger?.database.checkpoint()
    ledger = nil
  }
}
