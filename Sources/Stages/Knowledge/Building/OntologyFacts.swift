internal import Cryptography
import Vocabulary

/// Puts an ontology's facts about a condition into sentences, which can then be found and cited like any other.
struct OntologyFacts {
  private let ontology: Ontology

  init(_ ontology: Ontology) { self.ontology = ontology }

  /// The facts of a condition's codes; `nil` if it has none that the tables know.
  func document(of condition: Condition) -> DocumentDraft? {
    let passages = ontology.terms(of: condition).map { passage($0, condition.id) }
    guard !passages.isEmpty else { return nil }
    return DocumentDraft(
      kind: .ontology, name: condition.id.text, title: condition.name, licence: "CC0-1.0 and public domain",
      contentHash: SHA256.digest(of: passages.map(\.text).joined(separator: "\n")).hexadecimal, passages: passages)
  }

  private func passage(_ term: OntologyTerm, _ condition: ConditionIdentifier) -> PassageDraft {
    let isDisease = term.system == OntologySystem.diseaseOntology
    var sentences = ["\(term.code) is the \(isDisease ? "Disease Ontology" : "ICD-10-CM") code of \(term.name)."]
    if let above = ontology.ancestors(of: term).first {
      sentences.append("It stands below \(above.name) (\(above.code)).")
    }
    if !term.synonyms.isEmpty { sentences.append("Also called: \(term.synonyms.joined(separator: ", ")).") }
    if !term.crossReferences.isEmpty {
      sentences.append("The Disease Ontology gives \(term.crossReferences.joined(separator: ", ")) as its ICD-10-CM code.")
    }
    return PassageDraft(
      condition: condition, section: nil, about: nil, locator: term.code, text: sentences.joined(separator: " "),
      sources: [isDisease ? Self.diseaseOntology(term) : Self.icd10CM(term)])
  }

  private static func diseaseOntology(_ term: OntologyTerm) -> KnowledgeSource {
    KnowledgeSource(
      title: "Human Disease Ontology, \(term.code) \(term.name)", organisation: "Disease Ontology project", year: nil,
      url: "http://purl.obolibrary.org/obo/\(term.code.replacing(":", with: "_"))")
  }

  private static func icd10CM(_ term: OntologyTerm) -> KnowledgeSource {
    KnowledgeSource(
      title: "ICD-10-CM, April 2026 release, \(term.code) \(term.name)", organisation: "US National Center for Health Statistics",
      year: 2026, url: "https://www.cdc.gov/nchs/icd/icd-10-cm/")
  }
}
