import Foundation
import Vocabulary

/// What both stores held at one moment, ready to be searched.
///
/// - Threading: immutable; safe from any thread.
struct Shelf: Sendable {
  let documents: [KnowledgeDocument]
  let passages: [KnowledgePassage]
  let ontology: Ontology
  let summary: KnowledgeSummary
  /// Passages without a vector of this embedder, and what to embed; they are not searched until they have one.
  let missing: [(passage: String, text: String)]
  /// By the identifier that holds: the statement as it ships.
  let shipped: [String: KnowledgeFile.PassageRow]
  /// Corrections and signatures that fit no statement any more.
  let unplaced: [KnowledgeReview]
  /// Names of one thing each.
  let names: [[String]]
  private let index: RetrievalIndex
  /// The passages that are indexed, in the index's order.
  private let indexed: [Int]
  private let packs: [Pack]

  init(
    base: URL, own: KnowledgeFile?, packs: [Pack], embedder: SentenceVectors, settings: RetrievalSettings
  ) throws(KnowledgeError) {
    guard FileManager.default.fileExists(atPath: base.path) else { throw .notBuilt(path: base.path) }
    let content = try KnowledgeError.store {
      let base = try KnowledgeFile(path: base.path, isWritable: false)
      guard try base.fact("embedder") == embedder.fingerprint.text else { throw KnowledgeError.outdated(path: base.path) }
      return try ShelfContent(base: base, own: own, embedder: embedder)
    }
    (documents, passages, missing) = (content.documents, content.passages, content.missing)
    (shipped, unplaced) = (content.shipped, content.unplaced)
    ontology = Ontology(terms: content.terms, packs: packs)
    self.packs = packs
    indexed = content.passages.indices.filter { content.vectors[content.passages[$0].id] != nil }
    let synonymous = Self.names(content, ontology, packs)
    let named = Set(synonymous.joined())
    names = synonymous + ontology.terms.map(\.name).filter { !named.contains($0) }.map { [$0] }
    index = content.index(of: indexed, names: synonymous, settings: settings, width: embedder.dimension)
    summary = KnowledgeSummary(
      version: content.version, builtAt: content.builtAt, embedder: embedder.fingerprint.text, documents: documents.count,
      passages: passages.count, signed: passages.count { $0.isVerified }, corrected: passages.count { $0.correction != nil },
      toReview: passages.count { $0.review != nil } + unplaced.count, ontologyTerms: content.terms.count)
  }

  func search(_ query: KnowledgeQuery, vector: [Float]) -> [KnowledgeHit] {
    index.search(query.text, vector: vector, limit: query.limit, isAllowed: allowed(query)).map { match in
      KnowledgeHit(
        passage: passages[indexed[match.row]], score: match.score, lexicalRank: match.lexicalRank, vectorRank: match.vectorRank)
    }
  }

  private func allowed(_ query: KnowledgeQuery) -> [Bool]? {
    guard query.condition != nil || query.pack != nil || query.kind != nil else { return nil }
    let pack = query.pack.map { name in
      Set(packs.filter { $0.id == name }.flatMap { $0.conditions + $0.controls }.map(\.id))
    }
    return indexed.map { place in
      let passage = passages[place]
      if let condition = query.condition, passage.condition != condition { return false }
      if let kind = query.kind, passage.kind != kind { return false }
      guard let pack else { return true }
      return passage.condition.map(pack.contains) ?? false
    }
  }

  /// Names of one thing: a condition's in its pack and note, with those of its codes; and a term's name with its synonyms.
  private static func names(_ content: ShelfContent, _ ontology: Ontology, _ packs: [Pack]) -> [[String]] {
    var conditions: [ConditionIdentifier: [String]] = content.synonyms
    for condition in packs.flatMap(\.conditions) {
      let coded = ontology.terms(of: condition).filter { !$0.name.contains("unspecified") }
      conditions[condition.id, default: []] +=
        [condition.name] + coded.flatMap { [$0.name] + $0.synonyms.filter { !$0.contains("NOS") } }
    }
    let taken = Set(packs.flatMap(\.conditions).flatMap(ontology.terms).map(\.code))
    let others = ontology.terms.filter { !taken.contains($0.code) && !$0.synonyms.isEmpty && !$0.name.contains("unspecified") }
    return conditions.sorted { $0.key < $1.key }.map(\.value) + others.map { [$0.name] + $0.synonyms }
  }
}
