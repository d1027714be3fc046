import Foundation
public import Vocabulary

extension KnowledgeLibrary {
  /// Texts that are turned into vectors at once.
  private static let batch = 32

  /// Brings a document in. What fails leaves everything as it was.
  ///
  /// - Parameters:
  ///   - request: the file and what is said of it.
  ///   - who: who brings it, for the change log.
  ///   - limits: what is refused before or while it is read.
  ///   - cutter: how it is cut into passages.
  ///   - progress: told how far it has come, from this actor.
  /// - Returns: what came of it.
  /// - Throws: ``KnowledgeError``.
  public func importDocument(
    _ request: ImportRequest, by who: String, limits: DocumentLimits = DocumentLimits(), cutter: PassageCutter = PassageCutter(),
    progress: @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws(KnowledgeError) -> ImportOutcome {
    guard let own else { throw .readOnly }
    let draft: DocumentDraft
    do throws(DocumentFault) {
      draft = try await ImportReader().draft(request, ImportPreparation(limits: limits, cutter: cutter))
    } catch { throw .document(name: request.file.lastPathComponent, error) }
    try refresh()
    if let there = try known(draft) {
      return ImportOutcome(
        outcome: .unchanged, document: there, name: draft.name, passages: draft.passages.count, embedded: 0)
    }
    let isReplacement = shelf.documents.contains { $0.id == draft.id }
    var vectors = try KnowledgeError.store { try own.vectors(of: embedder.fingerprint, width: embedder.dimension) }
    let new = zip(draft.identifiers, draft.passages).filter { vectors[$0.0] == nil }
    let there = draft.passages.count - new.count
    // In small batches: other texts, a question, say, get their turn in between.
    for first in stride(from: 0, to: new.count, by: Self.batch) {
      progress(ImportProgress(passages: draft.passages.count, embedded: there + first))
      let rows = new[first..<min(new.count, first + Self.batch)]
      let found = try await embedder.encode(rows.map { PassageHeading.embedded($0.1, title: draft.title) })
      for (row, vector) in zip(rows, found) { vectors[row.0] = vector }
    }
    progress(ImportProgress(passages: draft.passages.count, embedded: draft.passages.count))
    try KnowledgeError.store {
      try own.store(
        draft, vectors: draft.identifiers.map { vectors[$0] ?? [] }, embedder: embedder.fingerprint, at: time.now().rfc3339,
        who: who)
    }
    try reload()
    return ImportOutcome(
      outcome: isReplacement ? .replaced : .added, document: draft.id, name: draft.name, passages: draft.passages.count,
      embedded: new.count)
  }

  /// The document that has this content already: the same file under the same title, or the same text under another name.
  private func known(_ draft: DocumentDraft) throws(KnowledgeError) -> String? {
    let rows = try KnowledgeError.store { try own?.documents() ?? [] }
    return rows.first { row in
      row.textHash == draft.textHash && (row.id != draft.id || (row.title == draft.title && row.licence == draft.licence))
    }?.id
  }

  /// Removes a document that was imported.
  public func remove(document identifier: String, by who: String) throws(KnowledgeError) -> KnowledgeDocument {
    guard let own else { throw .readOnly }
    let document = try document(identifier)
    guard document.kind == .imported else { throw .notYours(document.name) }
    try KnowledgeError.store { try own.remove(document: document, at: time.now().rfc3339, who: who) }
    try reload()
    return document
  }

  /// Records that someone has read a passage against its sources and stands for it.
  public func sign(passage identifier: String, by who: String, comment: String?) throws(KnowledgeError) -> KnowledgePassage {
    guard let own else { throw .readOnly }
    let passage = try present(identifier)
    try KnowledgeError.store { try own.sign(passage, by: who, at: time.now().rfc3339, comment: comment) }
    try reload()
    return try self.passage(passage.id)
  }

  /// Takes a passage's signatures back.
  public func revoke(passage identifier: String, by who: String) throws(KnowledgeError) -> KnowledgePassage {
    guard let own else { throw .readOnly }
    let passage = try present(identifier)
    try KnowledgeError.store { try own.revoke(passage, at: time.now().rfc3339, who: who) }
    try reload()
    return try self.passage(passage.id)
  }

  /// After a change of the embedder the user's passages get its vectors.
  func embedMissing() async throws(KnowledgeError) {
    guard let own, !shelf.missing.isEmpty else { return }
    let missing = shelf.missing
    let vectors = try await embedder.encode(missing.map(\.text))
    try KnowledgeError.store {
      for (row, vector) in zip(missing, vectors) {
        // A corrected statement's vector stands with the correction.
        if shelf.passages.first(where: { $0.id == row.passage })?.correction != nil {
          try own.storeCorrectionVector(vector, of: row.passage, embedder.fingerprint)
        } else {
          try own.storeVector(vector, of: row.passage, embedder.fingerprint)
        }
      }
    }
    try reload()
  }
}
