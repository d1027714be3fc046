import Vocabulary

@testable import Server

/// One passage, in memory.
actor FakeKnowledge: KnowledgeBackend {
  static let id = String(repeating: "0", count: 31) + "1"
  private var signature: KnowledgeSignature?
  private(set) var queries: [KnowledgeQuery] = []

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
}
