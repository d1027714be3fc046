import Cryptography
import Vocabulary

extension ChainLink {
  /// The link as an entry that says `data`.
  ///
  /// - Throws: ``JournalError/damagedEntry(sequence:)`` for a kind that this version does not know.
  func entry(data: JSONValue) throws(JournalError) -> JournalEntry {
    guard let kind = JournalEntryKind(rawValue: header.kind) else { throw .damagedEntry(sequence: header.sequence) }
    return JournalEntry(
      sequence: header.sequence, kind: kind, at: header.at, session: SessionIdentifier(header.session),
      alert: AlertIdentifier(header.alert), data: placed(data, kind: kind), previousHash: previousHash.hexadecimal,
      hash: hash.hexadecimal)
  }

  /// A raised alert's record learns where it stands in the chain; it could not hold that while it was sealed.
  private func placed(_ data: JSONValue, kind: JournalEntryKind) -> JSONValue {
    guard kind == .alertRaised, case .object(var members) = data, members["id"] != nil else { return data }
    members["sequence"] = .integer(header.sequence)
    members["hash"] = .string(hash.hexadecimal)
    return .object(members)
  }
}
