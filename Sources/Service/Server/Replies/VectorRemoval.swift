import Vocabulary

/// Embeddings stay in the journal and an administrator's export.
enum VectorRemoval {
  /// `data` of an entry without the `vector` of each frame in `why`.
  static func withoutVectors(_ data: JSONValue) -> JSONValue {
    guard case .object(var members) = data, case .array(let frames) = members["why"] else { return data }
    members["why"] = .array(
      frames.map { frame in
        guard case .object(var fields) = frame else { return frame }
        fields["vector"] = nil
        return .object(fields)
      })
    return .object(members)
  }

  static func withoutVectors(_ entry: JournalEntry) -> JournalEntry {
    JournalEntry(
      sequence: entry.sequence, kind: entry.kind, at: entry.at, session: entry.session, alert: entry.alert,
      data: withoutVectors(entry.data), previousHash: entry.previousHash, hash: entry.hash)
  }
}
