public import Vocabulary

/// Why the journal did not do it. Cases carry facts; none carries what an entry says.
public enum JournalError: Error, Sendable, Hashable {
  /// It cannot be written or read now; `detail` says what happened and what to do.
  case unavailable(Health.JournalState, detail: String)
  /// Another process holds the data folder.
  case inUse(folder: String)
  /// A later version of this program wrote the file.
  case newerSchema(found: Int64, known: Int64)
  /// There is no journal to read.
  case absent(path: String)
  /// There is a journal, but not the key that opens it.
  case keyMissing(path: String)
  /// The key file does not belong to this journal, or is damaged.
  case keyMismatch(path: String)
  /// Others than the owner may read the key file.
  case keyExposed(path: String, mode: UInt32)
  case unknownSession(SessionIdentifier)
  /// The session's key is destroyed: nothing can be added to it.
  case sessionPurged(SessionIdentifier)
  case unknownAlert(AlertIdentifier)
  /// A draft that cannot be an entry, by its place among the drafts, and why.
  case invalidDraft(index: Int, reason: String)
  /// An entry that does not open or does not read: `verify` says more.
  case damagedEntry(sequence: Int64)
  /// Anything else that a part below reported.
  case failed(what: String)
}

extension JournalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unavailable(_, let detail): detail
    case .inUse(let folder): "another server works in \(folder): stop it, or name another folder with --data"
    case .newerSchema(let found, let known):
      "the journal has format \(found), this version knows up to \(known): use the newer version that wrote it"
    case .absent(let path): "there is no journal at \(path): name its folder with --data"
    case .keyMissing(let path): "the journal's key \(path) is missing: put it back from the backup"
    case .keyMismatch(let path): "\(path) is not this journal's key: put the right one back from the backup"
    case .keyExposed(let path, let mode):
      "the journal's key \(path) can be read by others (mode \(String(mode, radix: 8))): run chmod 600 on it"
    case .unknownSession(let session): "no session \(session)"
    case .sessionPurged(let session): "session \(session) is purged: nothing can be added to it"
    case .unknownAlert(let alert): "no alert \(alert)"
    case .invalidDraft(let index, let reason): "draft \(index) cannot be journalled: \(reason)"
    case .damagedEntry(let sequence):
      "journal entry \(sequence) cannot be read: run mediaskinoscope verify; if it finds the journal whole, a later version wrote the entry: use that"
    case .failed(let what): "the journal failed: \(what)"
    }
  }
}
