public import Cryptography
public import Vocabulary

/// Keys for what is kept of a session beside the journal.
extension JournalStore {
  /// A key that belongs to a session and a purpose, derived from the session's own. A purge of the session destroys it.
  ///
  /// - Parameters:
  ///   - session: whose; `nil` = the journal's, for what belongs to no session.
  ///   - purpose: what it is for; another purpose gives another key.
  /// - Returns: 32 bytes, the same each time; `nil` for a session that was purged.
  /// - Throws: ``JournalError/unavailable(_:detail:)`` while the journal cannot be used.
  public func derivedKey(of session: SessionIdentifier?, purpose: String) async throws(JournalError) -> Secret? {
    try perform { ledger -> Secret? in
      guard case .present(let key) = try ledger.write({ try ledger.keys.makeKey(of: session?.text ?? KeyRing.journal) }) else {
        return nil
      }
      return Secret(bytes: try MessageAuthentication.sha256(Array("skino-session-1 \(purpose)".utf8), key: key))
    }
  }

  /// The newest entries of some kinds, newest first, without those whose session was purged.
  ///
  /// - Parameters:
  ///   - kinds: what they tell.
  ///   - limit: how many at most.
  ///   - isWanted: which of them count.
  /// - Returns: at most `limit` entries.
  /// - Throws: ``JournalError``.
  public func newestEntries(
    _ kinds: [JournalEntryKind], limit: Int, where isWanted: @Sendable (JournalEntry) -> Bool = { _ in true }
  ) async throws(JournalError) -> [JournalEntry] {
    try perform { ledger -> [JournalEntry] in
      let links = try kinds.flatMap { try ledger.entries.links(kind: $0) }.sorted { $0.header.sequence > $1.header.sequence }
      var found: [JournalEntry] = []
      for link in links where found.count < limit {
        guard try ledger.isReadable(link) else { continue }
        let entry = try ledger.entry(of: link)
        if isWanted(entry) { found.append(entry) }
      }
      return found
    }
  }
}
