import Cryptography
import Foundation
import SQLite
import Vocabulary

/// Walks the audit's chain offline.
///
/// - Threading: blocks on the disk; not for a shared thread.
public enum AuditVerifier {
  /// What a walk found.
  public struct Report: Sendable, Hashable {
    public let entries: Int64
    /// The first entry that is not as it was written; `nil` if all are.
    public let broken: Int64?
  }

  /// Walks the whole chain.
  ///
  /// - Parameter path: the data folder.
  /// - Returns: `nil` where nothing has ever been audited there.
  /// - Throws: ``JournalError`` if the audit cannot be read at all.
  public static func verify(folder path: String) throws(JournalError) -> Report? {
    let folder = JournalFolder(path: path)
    guard FileManager.default.fileExists(atPath: folder.audit) else { return nil }
    do {
      let ledger = try AuditLedger(folder: folder, access: .readOnly)
      return try ledger.database.snapshot { try walk(ledger) }
    } catch { throw JournalError(error, folder: path) }
  }

  private static func walk(_ ledger: AuditLedger) throws -> Report {
    var (expected, hash) = (Int64(1), ChainLink.origin)
    while true {
      let links = try ledger.links(AuditFilter(), before: nil, after: expected - 1, limit: 500)
      guard !links.isEmpty else { break }
      for link in links {
        guard link.sequence == expected, link.previousHash == hash, link.hash == link.expectedHash,
          (try? link.record(ledger.master)) != nil
        else { return Report(entries: expected - 1, broken: expected) }
        (expected, hash) = (expected + 1, link.hash)
      }
    }
    let head = try ledger.head()
    let isWhole = try ledger.isGenuine(head) && head.sequence == expected - 1 && head.hash == hash
    return Report(entries: expected - 1, broken: isWhole ? nil : expected)
  }
}
