import SQLite
public import Vocabulary

extension JournalVerifier {
  /// One alert of a journal that a server may be writing at the moment.
  ///
  /// - Parameter alert: which.
  /// - Returns: the alert as its entries tell it, without vectors.
  /// - Throws: ``JournalError/unknownAlert(_:)``, also for an alert of a purged session; ``JournalError`` if the journal cannot be read.
  public func record(of alert: AlertIdentifier) throws(JournalError) -> AlertRecord {
    do {
      guard folder.hasDatabase else { throw JournalError.absent(path: folder.database) }
      let master = try MasterKey.load(folder, isNew: false)
      let database = try open()
      let found = try database.snapshot {
        try AlertTable(database: database, master: master, keys: KeyRing(database: database, master: master)).record(alert)
      }
      guard let found else { throw JournalError.unknownAlert(alert) }
      return found
    } catch { throw JournalError(error, folder: folder.path) }
  }
}
