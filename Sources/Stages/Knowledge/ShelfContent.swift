import Vocabulary

/// The rows of both stores, joined: what ships, with the corrections and signatures of the user's own store laid onto it.
struct ShelfContent {
  private(set) var documents: [KnowledgeDocument] = []
  private(set) var passages: [KnowledgePassage] = []
  private(set) var headings: [String: String] = [:]
  private(set) var vectors: [String: [Float]]
  private(set) var missing: [(passage: String, text: String)] = []
  /// By the identifier that holds: the statement as it ships.
  private(set) var shipped: [String: KnowledgeFile.PassageRow] = [:]
  /// Corrections and signatures that fit no statement any more.
  let unplaced: [KnowledgeReview]
  let terms: [OntologyTerm]
  let synonyms: [ConditionIdentifier: [String]]
  let version: String
  let builtAt: String
  private let ledger: CorrectionLedger
  private let signatures: [String: KnowledgeSignature]

  init(base: KnowledgeFile, own: KnowledgeFile?, embedder: SentenceVectors) throws {
    terms = try base.terms()
    synonyms = try base.synonyms()
    version = try base.fact("version") ?? ""
    builtAt = try base.fact("built_at") ?? ""
    vectors = try base.vectors(of: embedder.fingerprint, width: embedder.dimension)
    let files = [base] + (own.map { [$0] } ?? [])
    let rows = try files.map { try $0.passages() }
    let signed = try own?.signatureRows() ?? []
    signatures = Dictionary(signed.map { ($0.passage, $0.signature) }) { _, last in last }
    ledger = CorrectionLedger(
      rows.joined().map { row in
        CorrectionLedger.Shipped(id: row.id, document: row.document, section: row.draft.section, text: row.draft.text)
      }, corrections: try own?.corrections() ?? [], signatures: signed)
    unplaced = ledger.unplaced
    if let own { vectors.merge(try own.vectors(of: embedder.fingerprint, width: embedder.dimension)) { first, _ in first } }
    for (file, rows) in zip(files, rows) { try add(rows, of: file) }
  }

  private mutating func add(_ rows: [KnowledgeFile.PassageRow], of file: KnowledgeFile) throws {
    let (documents, first) = (try file.documents(), passages.count)
    let byID = Dictionary(documents.map { ($0.id, $0) }) { first, _ in first }
    for row in rows {
      guard let document = byID[row.document] else { continue }
      add(row, of: document)
    }
    let own = Dictionary(grouping: passages[first...], by: \.document)
    self.documents += documents.map { KnowledgeDocument($0, holding: own[$0.id] ?? [], unplaced) }
  }

  private mutating func add(_ row: KnowledgeFile.PassageRow, of document: KnowledgeFile.DocumentRow) {
    let correction = ledger.applied[row.id]
    let draft = correction.map { row.draft.saying($0.text, $0.sources) } ?? row.draft
    let id = correction?.passage ?? row.id
    passages.append(
      KnowledgePassage(
        id: id, document: row.document, kind: document.kind, condition: draft.condition, section: draft.section,
        about: draft.about, title: document.title, locator: draft.locator, text: draft.text, sources: draft.sources,
        signature: signatures[id], correction: correction?.correction, review: ledger.reviews[row.id]))
    shipped[id] = row
    headings[id] = PassageHeading.text(draft, title: document.title)
    if vectors[id] == nil { missing.append((id, PassageHeading.embedded(draft, title: document.title))) }
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

extension KnowledgeDocument {
  fileprivate init(_ row: KnowledgeFile.DocumentRow, holding passages: [KnowledgePassage], _ unplaced: [KnowledgeReview]) {
    self.init(
      id: row.id, kind: row.kind, name: row.name, title: row.title, licence: row.licence, version: row.version,
      contentHash: row.contentHash, passages: passages.count, signed: passages.count { $0.isVerified },
      corrected: passages.count { $0.correction != nil },
      toReview: passages.count { $0.review != nil } + unplaced.count { $0.document == row.id },
      addedAt: row.addedAt)
  }
}
