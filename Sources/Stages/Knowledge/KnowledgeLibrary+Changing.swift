import Foundation
public import Vocabulary

extension KnowledgeLibrary {
  /// Brings a document in. What fails leaves everything as it was.
  public func importDocument(
    _ request: ImportRequest, by who: String, limits: DocumentLimits = DocumentLimits(), cutter: PassageCutter = PassageCutter()
  ) async throws(KnowledgeError) -> ImportOutcome {
    guard let own else { throw .readOnly }
    try refresh()
    let draft: DocumentDraft
    do throws(DocumentFault) { draft = try ImportPreparation(limits: limits, cutter: cutter).draft(request) } catch {
      throw .document(name: request.file.lastPathComponent, error)
    }
    if let there = try known(draft) {
      return ImportOutcome(
        outcome: .unchanged, document: there, name: draft.name, passages: draft.passages.count, embedded: 0)
    }
    let isReplacement = shelf.documents.contains { $0.id == draft.id }
    var vectors = try KnowledgeError.store { try own.vectors(of: embedder.fingerprint, width: embedder.dimension) }
    let new = zip(draft.identifiers, draft.passages).filter { vectors[$0.0] == nil }
    let found = try await embedder.encode(new.map { PassageHeading.embedded($0.1, title: draft.title) })
    for (row, vector) in zip(new, found) { vectors[row.0] = vector }
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
    try KnowledgeError.store { try own.remove(document: document.id, at: time.now().rfc3339, who: who) }
    try reload()
    return document
  }

  /// Records that someone has read a passage against its sources and stands for it.
  public func sign(passage identifier: String, by who: String, comment: String?) throws(KnowledgeError) -> KnowledgePassage {
    guard let own else { throw .readOnly }
    let passage = try passage(identifier)
    try KnowledgeError.store { try own.sign(passage: passage.id, by: who, at: time.now().rfc3339, comment: comment) }
    try reload()
    return try self.passage(passage.id)
  }

  /// Takes a passage's signatures back.
  public func revoke(passage identifier: String, by who: String) throws(KnowledgeError) -> KnowledgePassage {
    guard let own else { throw .readOnly }
    let passage = try passage(identifier)
    try KnowledgeError.store { try own.revoke(passage: passage.id, at: time.now().rfc3339, who: who) }
    try reload()
    return try self.passage(passage.id)
  }

  /// After a change of the embedder the user's passages get its vectors.
  func embedMissing() async throws(KnowledgeError) {
    guard let own, !shelf.missing.isEmpty else { return }
    let missing = shelf.missing
    let vectors = try await embedder.encode(missing.map(\.text))
    try KnowledgeError.store {
      for (row, vector) in zip(missing, vectors) { try own.storeVector(vector, of: row.passage, embedder.fingerprint) }
    }
    try reload()
  }
}
