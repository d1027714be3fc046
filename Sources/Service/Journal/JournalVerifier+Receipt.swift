import Cryptography
import SQLite
public import Vocabulary

extension JournalVerifier {
  /// Checks a purge's receipt against the journal: the whole chain, the entry, and that the session's key is gone.
  ///
  /// - Parameter receipt: as somebody kept it.
  /// - Returns: what is wrong, or that nothing is.
  /// - Throws: ``JournalError`` if the journal cannot be read at all.
  public func verify(_ receipt: SessionReceipt) throws(JournalError) -> ReceiptVerification {
    guard try verify([AlertIdentifier()]).broken == nil else { return .chainBroken }
    do {
      let database = try open()
      return try database.snapshot { try Self.check(receipt, in: database, folder) }
    } catch { throw JournalError(error, folder: folder.path) }
  }

  private static func check(
    _ receipt: SessionReceipt, in database: Database, _ folder: JournalFolder
  ) throws -> ReceiptVerification {
    let master: MasterKey
    do { master = try MasterKey.load(folder, isNew: false) } catch SecretFile.Failure.absent { return .notOpened }
    let keys = KeyRing(database: database, master: master)
    guard let link = try EntryTable(database: database).link(receipt.sequence), link.header.kind == "purged" else {
      return .noSuchEntry
    }
    guard link.hash.hexadecimal == receipt.hash else { return .differs(member: "hash") }
    guard case .present(let key)? = try keys.key(of: link.header.keyName),
      let told = SessionReceipt(try link.entry(data: try JSONValue(parsing: try link.plaintext(key: key))))
    else { return .noSuchEntry }
    if let member = difference(receipt, told) { return .differs(member: member) }
    guard case .destroyed? = try keys.key(of: receipt.session.text) else { return .keyPresent }
    return .confirmed
  }

  private static func difference(_ receipt: SessionReceipt, _ told: SessionReceipt) -> String? {
    guard case .object(let first)? = try? JSONValue(record: receipt), case .object(let second)? = try? JSONValue(record: told)
    else {
      return "content"
    }
    return first.keys.sorted().first { first[$0] != second[$0] }
  }
}
