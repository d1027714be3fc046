/// What became of checking a purge's receipt.
public enum ReceiptVerification: Sendable, Hashable {
  /// The chain is whole, holds this very entry, and the session's key is gone.
  case confirmed
  /// The chain is broken: nothing that it says can be relied on.
  case chainBroken
  /// There is no such entry at that place.
  case noSuchEntry
  /// The entry says something else: the receipt's member that differs.
  case differs(member: String)
  /// The session's key is still there, or its content can be read.
  case keyPresent
  /// Without the key file nobody can tell what the entry says.
  case notOpened
}

extension ReceiptVerification: CustomStringConvertible {
  public var description: String {
    switch self {
    case .confirmed: "receipt confirmed: the chain is whole, holds this purge, and the session's key is destroyed"
    case .chainBroken: "receipt not confirmed: the chain is broken"
    case .noSuchEntry: "receipt not confirmed: this journal has no such entry at that place; is it another server's?"
    case .differs(let member): "receipt not confirmed: its \(member) is not what the journal says"
    case .keyPresent: "receipt not confirmed: the session's key is still there"
    case .notOpened: "receipt not confirmed: journal.key is not here, so that the entry cannot be read"
    }
  }
}
