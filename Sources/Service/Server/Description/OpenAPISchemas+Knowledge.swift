import Vocabulary

extension OpenAPISchemas {
  /// The knowledge store's records.
  static let knowledge: [String: JSONValue] = [
    "KnowledgeSummary": object([
      "version": text, "built_at": text, "embedder": text, "documents": integer, "passages": integer, "signed": integer,
      "corrected": integer, "to_review": integer, "ontology_terms": integer,
    ]),
    "KnowledgeDocument": object([
      "id": text, "kind": names(KnowledgeKind.allCases.map(\.rawValue)), "name": text, "title": text, "licence": text,
      "version": integer, "content_hash": text, "passages": integer, "signed": integer, "corrected": integer,
      "to_review": integer,
      "added_at": text,
    ]),
    "KnowledgeSource": object(["title": text, "organisation": text, "year": orNull("integer"), "url": orNull("string")]),
    "Passage": object([
      "id": text, "document": text, "kind": names(KnowledgeKind.allCases.map(\.rawValue)), "condition": orNull("string"),
      "section": orNull("string"), "about": orNull("string"), "title": text, "locator": text, "text": text,
      "sources": list("KnowledgeSource"), "signature": orNull("object"), "correction": orNull("object"),
      "review": orNull("object"),
      "verified": boolean,
    ]),
    "KnowledgeHit": object([
      "passage": reference("Passage"), "score": number, "lexical_rank": orNull("integer"), "vector_rank": orNull("integer"),
    ]),
    "OntologyTerm": object([
      "term": object([
        "system": text, "code": text, "name": text, "synonyms": strings, "parents": strings, "cross_references": strings,
      ]), "ancestors": list("Code"), "children": list("Code"), "same": list("Code"),
      "conditions": .object([
        "type": .string("array"),
        "items": object(["pack": text, "condition": text, "name": text, "relation": names(["same", "kind-of", "covers"])]),
      ]),
    ]),
    "KnowledgeVersion": object([
      "version": integer, "passage": text, "text": text, "sources": list("KnowledgeSource"), "correction": orNull("object"),
      "signatures": list(nil),
    ]),
    "KnowledgeReview": object(["passage": orNull("object"), "review": type("object")]),
    "KnowledgeImport": object([
      "id": text, "name": text, "by": text, "at": text, "state": names(KnowledgeImportRecord.Progress.allCases.map(\.rawValue)),
      "passages": integer, "embedded": integer, "outcome": orNull("string"), "document": orNull("string"),
      "problem": orNull("string"),
    ]),
    "Correction": object(["text": text, "reason": text, "sources": list("KnowledgeSource")], required: ["text", "reason"]),
    "Signing": object(["comment": text], required: []),
  ]

  private static let strings = JSONValue.object(["type": .string("array"), "items": text])
}
