import Cryptography
import Foundation
import SQLite
import Vocabulary

/// The open journal: every call blocks on the disk, so the ``JournalStore`` actor alone holds it.
final class Ledger {
  let database: Database
  let master: MasterKey
  let keys: KeyRing
  let entries: EntryTable
  let alerts: AlertTable
  let latest: LatestTable
  let outbox: OutboxTable
  let sessions: SessionTable
  let snapshots: SnapshotTable
  /// Decides what sinks hear of each entry; `nil` = there are none.
  var composer: (any DeliveryComposer)?
  /// The file that was opened: another may come to stand in its place.
  let identity: Int?
  /// Whether a destroyed key may still be in the write-ahead log.
  var mustEraseLog = true
  private let lock: FileLock

  /// Opens or makes the journal in `folder`: takes the lock, checks the file, brings its tables up to date.
  init(folder: JournalFolder) throws {
    try folder.create()
    lock = try FileLock(path: folder.lock)
    let isNew = !folder.hasDatabase
    master = try MasterKey.load(folder, isNew: isNew)
    database = try Database(path: folder.database)
    try database.makeDurable()
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.database)
    identity = folder.databaseIdentity
    keys = KeyRing(database: database, master: master)
    entries = EntryTable(database: database)
    alerts = AlertTable(database: database, master: master, keys: keys)
    latest = LatestTable(database: database, master: master)
    outbox = OutboxTable(database: database, keys: keys)
    sessions = SessionTable(database: database, master: master, keys: keys)
    snapshots = SnapshotTable(database: database, master: master, keys: keys)
    if let damage = try database.damage() { throw JournalError.corrupt(folder.path, cause: damage) }
    try prepare(folder)
    eraseLog()
  }
}
