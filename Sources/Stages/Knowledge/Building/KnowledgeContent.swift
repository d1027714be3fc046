internal import Cryptography
public import Foundation
public import Vocabulary

/// What ships in the project, read and checked: notes, tables of facts, and the packs that they belong to.
public struct KnowledgeContent: Sendable {
  /// Licence of what this project wrote.
  static let licence = "Apache-2.0"

  let terms: [OntologyTerm]
  let synonyms: [ConditionIdentifier: [String]]
  let documents: [DocumentDraft]

  /// - Parameters:
  ///   - folder: the project's `Knowledge`.
  ///   - packs: those whose conditions the notes are about.
  public init(folder: URL, packs: [Pack]) throws(KnowledgeError) {
    let terms = try OntologyTable.terms(in: folder.appending(path: "ontology"))
    let notes = try NoteReader(folder: folder.appending(path: "notes")).notes()
    self.init(terms: terms, notes: notes, packs: packs)
  }

  init(terms: [OntologyTerm], notes: [ClinicalNote], packs: [Pack]) {
    self.terms = terms
    let facts = OntologyFacts(Ontology(terms: terms, packs: packs))
    var seen: Set<ConditionIdentifier> = []
    let conditions = packs.flatMap(\.conditions).filter { seen.insert($0.id).inserted }
    documents = notes.map(\.draft) + conditions.compactMap(facts.document)
    synonyms = Dictionary(notes.map { ($0.condition, [$0.title] + $0.synonyms) }) { $0 + $1 }
  }

  /// SHA-256 over everything that the store is built from.
  func version(embedder: Fingerprint) -> String {
    var hash = SHA256()
    hash.update("\(KnowledgeSchema.version) \(embedder.text)")
    for document in documents.sorted(by: { $0.id < $1.id }) {
      for identifier in document.identifiers { hash.update(identifier) }
      hash.update(document.title)
    }
    for term in terms {
      hash.update(
        ([term.system, term.code, term.name] + term.synonyms + term.parents + term.crossReferences).joined(separator: "\t"))
    }
    for (condition, names) in synonyms.sorted(by: { $0.key < $1.key }) {
      hash.update(condition.text + names.joined(separator: "\t"))
    }
    return hash.finish().hexadecimal
  }
}

extension ClinicalNote {
  var draft: DocumentDraft {
    DocumentDraft(
      kind: .note, name: condition.text, title: title, licence: KnowledgeContent.licence, contentHash: contentHash,
      passages: statements.enumerated().map { index, statement in
        PassageDraft(
          condition: condition, section: statement.section, about: statement.about, locator: "statement \(index + 1)",
          text: statement.text, sources: statement.sources)
      })
  }
}
