internal import DotProducts
import Vocabulary

/// Everything that a query needs, in memory: words, vectors, synonyms, and which passage belongs to which condition and document.
///
/// Exact: every passage's vector is compared. The scan is our own rather than an extension of SQLite, because letting a connection load
/// extensions lets any SQL on it run code, and because `vec0` does not keep to 10 ms over 100 000 passages
/// (`Benchmarks/peers/sqlite_vec_speed.py` beside `bench retrieval`).
///
/// - Threading: immutable; safe from any thread. A search over 100 000 passages takes some milliseconds of the caller's thread.
public final class RetrievalIndex: Sendable {
  /// What is indexed of a passage.
  public struct Entry: Sendable, Hashable {
    public let heading: String
    public let text: String
    /// Passages of one document can be made to count once.
    public let document: Int

    public init(heading: String, text: String, document: Int) {
      self.heading = heading
      self.text = text
      self.document = document
    }
  }

  /// A passage that was found.
  public struct Match: Sendable, Hashable {
    /// Counted from 0 in the order of the entries.
    public let row: Int
    public let score: Double
    /// Places in the two lists, from 1.
    public let lexicalRank: Int?
    public let vectorRank: Int?
  }

  public let count: Int
  public let settings: RetrievalSettings
  private let documents: [Int]
  private let lexical: LexicalIndex
  private let vectors: RowTable
  private let synonyms: SynonymTable

  /// - Parameters:
  ///   - entries: the passages.
  ///   - vectors: `[entries.count × width]`, each of L2 norm 1.
  ///   - width: numbers in a vector.
  ///   - synonyms: groups of names that mean the same.
  ///   - settings: what retrieval is tuned by.
  public init(
    entries: [Entry], vectors: [Float], width: Int, synonyms: [[String]] = [], settings: RetrievalSettings = .standard
  ) {
    precondition(vectors.count == entries.count * width, "each passage needs a vector")
    count = entries.count
    self.settings = settings
    documents = entries.map(\.document)
    lexical = LexicalIndex(
      words: entries.map { entry in
        let heading = SearchWords.of(entry.heading)
        return (0..<settings.titleWeight).flatMap { _ in heading } + SearchWords.of(entry.text)
      }, settings: settings)
    self.vectors = RowTable(rows: vectors, width: width)
    self.synonyms = SynonymTable(synonyms)
  }

  /// The passages that fit best, best first.
  ///
  /// - Parameters:
  ///   - text: the query's words; not used by ``RetrievalMode/vectors``.
  ///   - vector: the query's vector; not used by ``RetrievalMode/words``.
  ///   - limit: how many at most.
  ///   - mode: which lists answer.
  ///   - onePerDocument: whether only the best passage of each document counts, in each list.
  ///   - isAllowed: which passages count; all if `nil`.
  public func search(
    _ text: String, vector: [Float], limit: Int, mode: RetrievalMode = .hybrid, onePerDocument: Bool = false,
    isAllowed: [Bool]? = nil
  ) -> [Match] {
    let depth = max(settings.depth, limit)
    let lexical = mode == .vectors ? [] : lexicalRows(text, depth, onePerDocument, isAllowed)
    let near = mode == .words ? [] : distinct(vectors.nearest(to: vector, limit: depth, isAllowed: isAllowed), onePerDocument)
    var fused = RankFusion(constant: settings.fusionConstant, vectorWeight: settings.vectorWeight)
      .fuse(lexical: lexical, vectors: near)
    if onePerDocument { fused = merged(fused) }
    return fused.prefix(limit).map {
      Match(row: $0.row, score: $0.score, lexicalRank: $0.lexicalRank, vectorRank: $0.vectorRank)
    }
  }

  private func lexicalRows(_ text: String, _ depth: Int, _ onePerDocument: Bool, _ isAllowed: [Bool]?) -> [Int] {
    let words = SearchWords.of(text)
    var weighted = words.map { (word: $0, weight: Float(1)) }
    if settings.synonymWeight > 0 {
      weighted += synonyms.expansion(of: words).map { ($0, Float(settings.synonymWeight)) }
    }
    return distinct(lexical.best(weighted, limit: depth, isAllowed: isAllowed), onePerDocument)
  }

  private func distinct(_ rows: [ScoredRow], _ onePerDocument: Bool) -> [Int] {
    guard onePerDocument else { return rows.map(\.row) }
    var seen: Set<Int> = []
    return rows.filter { seen.insert(documents[$0.row]).inserted }.map(\.row)
  }

  /// A document that both lists found, by different passages, is one result: its better passage, with the ranks of both.
  private func merged(_ items: [RankFusion.Item]) -> [RankFusion.Item] {
    var places: [Int: Int] = [:]
    var merged: [RankFusion.Item] = []
    for item in items {
      guard let place = places[documents[item.row]] else {
        places[documents[item.row]] = merged.count
        merged.append(item)
        continue
      }
      merged[place].score += item.score
      merged[place].lexicalRank = merged[place].lexicalRank ?? item.lexicalRank
      merged[place].vectorRank = merged[place].vectorRank ?? item.vectorRank
    }
    return merged.sorted { ($0.score, $1.row) > ($1.score, $0.row) }
  }
}
