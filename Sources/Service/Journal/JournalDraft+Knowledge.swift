public import Vocabulary

extension JournalDraft {
  /// Something was done to the knowledge store. It belongs to no session, so that it is sealed under the journal's own key.
  ///
  /// - Parameters:
  ///   - change: what was done; the entry says when, also where it is written later.
  ///   - at: when the entry is written.
  /// - Returns: an entry.
  public static func knowledgeChanged(_ change: KnowledgeChange, at: Moment) -> JournalDraft {
    let facts: [String: JSONValue] = [
      "change": .integer(change.sequence), "changed_at": .string(change.at), "by": .string(change.by),
      change.kind.isAboutDocument ? "document" : "passage": .string(change.subject),
    ]
    var data = facts
    if case .object(let details) = change.details { data.merge(details) { fact, _ in fact } }
    return JournalDraft(kind: change.kind.entryKind, at: at, session: nil, data: .object(data))
  }
}

extension KnowledgeChange.Kind {
  fileprivate var isAboutDocument: Bool {
    switch self {
    case .added, .replaced, .removed: true
    case .signed, .revoked, .corrected: false
    }
  }

  fileprivate var entryKind: JournalEntryKind {
    switch self {
    case .added, .replaced: .documentImported
    case .removed: .documentRemoved
    case .signed: .statementSigned
    case .revoked: .statementSignatureRevoked
    case .corrected: .statementCorrected
    }
  }
}
