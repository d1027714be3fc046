import Vocabulary

/// The rows of both stores, joined.
struct ShelfContent {
  private(set) var documents: [KnowledgeDocument] = []
  private(set) var passages: [KnowledgePassage] = []
  private(set) var headings: [String: String] = [:]
  private(set) var vectors: [String: [Float]]
  private(set) var missing: [(passage: String, text: String)] = []
  let terms: [OntologyTerm]
  let synonyms: [ConditionIdentifier: [String]]
  let version: String
  let builtAt: String

  init(base: KnowledgeFile, own: KnowledgeFile?, embedder: SentenceVectors) throws {
    let signatures = try own?.signatures() ?? [:]
    terms = try base.terms()
    synonyms = try base.synonyms()
    version = try base.fact("version") ?? ""
    builtAt = try base.fact("built_at") ?? ""
    vectors = try base.vectors(of: embedder.fingerprint, width: embedder.dimension)
    try add(base, signatures)
    guard let own else { return }
    vectors.merge(try own.vectors(of: embedder.fingerprint, width: embedder.dimension)) { first, _ in first }
    try add(own, signatures)
  }

  private mutating func add(_ file: KnowledgeFile, _ signatures: [String: KnowledgeSignature]) throws {
    let rows = try file.passages()
    let counts = Dictionary(grouping: rows, by: \.document)
    var titles: [String: KnowledgeFile.DocumentRow] = [:]
    for document in try file.documents() {
      titles[document.id] = document
      let own = counts[document.id] ?? []
      documents.append(
        KnowledgeDocument(
          id: document.id, kind: document.kind, name: document.name, title: document.title, licence: document.licence,
          version: document.version, contentHash: document.contentHash, passages: own.count,
          signed: own.count { signatures[$0.id] != nil }, addedAt: document.addedAt))
    }
    for row in rows {
      guard let document = titles[row.document] else { continue }
      add(row, of: document, signatures[row.id])
    }
  }

  private mutating func add(
    _ row: KnowledgeFile.PassageRow, of document: KnowledgeFile.DocumentRow, _ signature: KnowledgeSignature?
  ) {
    let draft = row.draft
    passages.append(
      KnowledgePassage(
        id: row.id, document: row.document, kind: document.kind, condition: draft.condition, section: draft.section,
        about: draft.about, title: document.title, locator: draft.locator, text: draft.text, sources: draft.sources,
        signature: signature))
    headings[row.id] = PassageHeading.text(draft, title: document.title)
    if vectors[row.id] == nil { missing.append((row.id, PassageHeading.embedded(draft, title: document.title))) }
  }

  func index(of places: [Int], names: [[String]], settings: RetrievalSettings, width: Int) -> RetrievalIndex {
    var numbers: [String: Int] = [:]
    let entries = places.map { place in
      let passage = passages[place]
      let number = numbers[passage.document, default: numbers.count]
      numbers[passage.document] = number
      return RetrievalIndex.Entry(heading: headings[passage.id] ?? passage.title, text: passage.text, document: number)
    }
    let rows = places.flatMap { vectors[passages[$0].id] ?? [] }
    return RetrievalIndex(entries: entries, vectors: rows, width: width, synonyms: names, settings: settings)
  }
}
