import Vocabulary

@testable import Server

/// One passage, in memory.
actor FakeKnowledge: KnowledgeBackend {
  static let id = String(repeating: "0", count: 31) + "1"
  private var signature: KnowledgeSignature?
  private(set) var queries: [KnowledgeQuery] = []
  private(set) var corrections: [StatementCorrection] = []
  private(set) var uploads: [DocumentUpload] = []

  private var passage: KnowledgePassage {
    KnowledgePassage(
      id: Self.id, document: Self.id, kind: .note, condition: .melanoma, section: .appearance, about: nil, title: "Melanoma",
      locator: "statement 1", text: "It changes.",
      sources: [KnowledgeSource(title: "A guideline", organisation: "An institute", year: 2015)], signature: signature)
  }

  func summary() -> KnowledgeSummary {
    KnowledgeSummary(
      version: "v", builtAt: "2026-01-01T00:00:00.000Z", embedder: "e", documents: 1, passages: 1, signed: 0, ontologyTerms: 2)
  }

  func documents() -> [KnowledgeDocument] { [] }
  func passages(of document: String) throws(BackendError) -> [KnowledgePassage] { [try passage(document)] }
  func passages(about condition: ConditionIdentifier) -> [KnowledgePassage] { condition == .melanoma ? [passage] : [] }

  func passage(_ id: String) throws(BackendError) -> KnowledgePassage {
    guard id == Self.id else { throw .unknownKnowledge }
    return passage
  }

  func search(_ query: KnowledgeQuery) throws(BackendError) -> [KnowledgeHit] {
    guard query.text != "missing" else { throw .knowledgeMissing }
    queries.append(query)
    return [KnowledgeHit(passage: passage, score: 0.5, lexicalRank: 1, vectorRank: nil)]
  }

  func resolve(_ code: String) throws(BackendError) -> OntologyAnswer {
    guard code == "DOID:8923" else { throw .unknownKnowledge }
    return OntologyAnswer(
      term: OntologyTerm(
        system: OntologySystem.diseaseOntology, code: code, name: "skin melanoma", synonyms: [], parents: [], crossReferences: []),
      ancestors: [], children: [], same: [],
      conditions: [OntologyLink(pack: "dermatology", condition: .melanoma, name: "Melanoma", relation: .same)])
  }

  func sign(_ id: String, comment: String?, by principal: Principal) throws(BackendError) -> KnowledgePassage {
    signature = KnowledgeSignature(by: principal.name, at: "2026-01-01T00:00:00.000Z", comment: comment)
    return try passage(id)
  }

  func revoke(_ id: String, by principal: Principal) throws(BackendError) -> KnowledgePassage {
    signature = nil
    return try passage(id)
  }

  func history(of id: String) throws(BackendError) -> [KnowledgeVersion] {
    let passage = try passage(id)
    return [
      KnowledgeVersion(version: 1, passage: id, text: passage.text, sources: passage.sources, correction: nil, signatures: [])
    ]
  }

  func toReview() -> [KnowledgeReviewItem] {
    [
      KnowledgeReviewItem(
        passage: nil,
        review: KnowledgeReview(
          kind: .unplaced, document: Self.id, section: .appearance, former: "It grew.", correction: "It grows.", shipped: nil,
          by: "ada", at: "2026-01-01T00:00:00.000Z"))
    ]
  }

  func correct(
    _ id: String, _ correction: StatementCorrection, by principal: Principal
  ) throws(BackendError) -> KnowledgePassage {
    guard id == Self.id else { throw .stale(current: Self.id) }
    corrections.append(correction)
    let passage = try passage(id)
    return KnowledgePassage(
      id: String(repeating: "0", count: 31) + "2", document: passage.document, kind: .note, condition: passage.condition,
      section: passage.section, about: nil, title: passage.title, locator: passage.locator, text: correction.text,
      sources: correction.sources ?? passage.sources, signature: nil,
      correction: KnowledgeCorrection(version: 2, by: principal.name, at: "2026-01-01T00:00:00.000Z", reason: correction.reason))
  }

  func bring(_ upload: DocumentUpload, by principal: Principal) -> KnowledgeImportRecord {
    uploads.append(upload)
    return KnowledgeImportRecord(id: Self.id, name: upload.name, by: principal.name, at: "2026-01-01T00:00:00.000Z")
  }

  func imports() -> [KnowledgeImportRecord] { [] }

  func removeDocument(_ id: String, by principal: Principal) throws(BackendError) {
    guard id == Self.id else { throw .unacceptable(status: 409, reason: "It ships with the project.") }
  }
}
