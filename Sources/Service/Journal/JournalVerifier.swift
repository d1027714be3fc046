import Cryptography
import SQLite
public import Vocabulary

/// Walks a journal's chain offline and checks what alerts rest on. Opens read-only: a running server's journal or a copy.
///
/// - Threading: blocks on the disk; not for a shared thread.
public struct JournalVerifier: Sendable {
  /// Computes an alert's evidence again, one number for each frame of `why`, from its vectors; `nil` if this machine cannot.
  ///
  /// What it throws is why it could not; ``TamperedHead`` is told as damage.
  public typealias Rederivation = (AlertRecord) throws -> [Double]?

  /// How far evidence may be from the recorded one.
  public static let tolerance = 1e-4

  let folder: JournalFolder

  /// - Parameter folder: the data folder. Without `journal.key` in it the chain is walked, but nothing is opened.
  public init(folder: String) { self.folder = JournalFolder(path: folder) }

  /// Walks the whole chain, and checks `alerts`, or all if none are named.
  ///
  /// - Throws: ``JournalError`` if the journal cannot be read at all; what is wrong in it is in the report.
  public func verify(
    _ alerts: [AlertIdentifier] = [], rederive: Rederivation? = nil
  ) throws(JournalError) -> VerificationReport {
    do {
      guard folder.hasDatabase else { throw JournalError.absent(path: folder.database) }
      let master = try readMaster()
      let database = try open()
      let known = try Schema.version(database)
      guard known <= Schema.newest else { throw JournalError.newerSchema(found: known, known: Schema.newest) }
      return try database.snapshot {
        var walk = try ChainWalk(database: database, master: master, rederive: rederive, chosen: Set(alerts))
        return try walk.run(order: alerts)
      }
    } catch {
      throw JournalError(error, folder: folder.path)
    }
  }

  private func readMaster() throws -> MasterKey? {
    do {
      return try MasterKey.load(folder, isNew: false)
    } catch SecretFile.Failure.absent {
      return nil
    }
  }

  /// A copy may lie where nothing can be written; without a log nobody else is writing it either.
  func open() throws -> Database {
    do {
      let database = try Database(path: folder.database, access: .readOnly)
      _ = try Schema.version(database)
      return database
    } catch let error as SQLiteError where error.kind == .notWritable && !folder.hasLog {
      return try Database(path: folder.database, access: .immutable)
    }
  }
}
