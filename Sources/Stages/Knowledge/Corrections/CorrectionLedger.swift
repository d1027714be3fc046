import Vocabulary

/// Lays corrections and signatures, which live beside the built store, onto the statements that ship now.
///
/// Pure. A correction belongs to the very wording that it corrected. Where that wording ships no longer, it goes to the one statement of
/// the same note and section that is most like it, goes on to hold there, and is to be looked at again; where none is like it, it is
/// listed, and nothing is lost. A signature never moves: it is told that it was given for another wording.
struct CorrectionLedger {
  /// How alike two wordings must be, in shared words of all their words, to be one statement. Chosen, not measured: a rewritten
  /// statement keeps most of its nouns, and two statements of one section of our notes share a third at most (a test says so).
  static let leastLikeness = 0.4

  /// A statement as it ships.
  struct Shipped {
    let id: String
    let document: String
    let section: KnowledgeSection?
    let text: String
  }

  /// By the identifier that ships: the wording that holds.
  private(set) var applied: [String: CorrectionRow] = [:]
  /// By the identifier that ships: why to look at it again.
  private(set) var reviews: [String: KnowledgeReview] = [:]
  /// What fits no statement any more.
  private(set) var unplaced: [KnowledgeReview] = []

  init(_ shipped: [Shipped], corrections: [CorrectionRow], signatures: [KnowledgeFile.SignatureRow]) {
    let identifiers = Set(shipped.map(\.id)), replaced = Set(corrections.map(\.former))
    for row in corrections where identifiers.contains(row.base) { applied[row.base] = row }
    // Of each chain of wordings only the last counts.
    for row in corrections where !identifiers.contains(row.base) && !replaced.contains(row.passage) { place(row, among: shipped) }
    let known = identifiers.union(corrections.map(\.passage))
    for row in signatures where !known.contains(row.passage) { tell(row, shipped, signatures) }
  }

  private mutating func place(_ row: CorrectionRow, among shipped: [Shipped]) {
    let free = shipped.filter { applied[$0.id] == nil }
    let likest = Self.likest(free, document: row.document, section: row.section, text: row.baseText)
    let review = KnowledgeReview(
      kind: likest == nil ? .unplaced : .corrected, document: row.document, section: row.section, former: row.baseText,
      correction: row.text, shipped: likest?.text, by: row.correction.by, at: row.correction.at)
    guard let likest else { return unplaced.append(review) }
    applied[likest.id] = row
    reviews[likest.id] = review
  }

  private mutating func tell(
    _ row: KnowledgeFile.SignatureRow, _ shipped: [Shipped], _ signatures: [KnowledgeFile.SignatureRow]
  ) {
    guard let document = row.document, let text = row.text, shipped.contains(where: { $0.document == document }) else { return }
    let likest = Self.likest(shipped, document: document, section: row.section, text: text)
    let review = KnowledgeReview(
      kind: likest == nil ? .unplaced : .signed, document: document, section: row.section, former: text, correction: nil,
      shipped: likest?.text, by: row.signature.by, at: row.signature.at)
    guard let likest else { return unplaced.append(review) }
    let present = applied[likest.id]?.passage ?? likest.id
    // Who signed the new wording has looked at it.
    guard reviews[likest.id] == nil, !signatures.contains(where: { $0.passage == present }) else { return }
    reviews[likest.id] = review
  }

  private static func likest(
    _ shipped: [Shipped], document: String, section: KnowledgeSection?, text: String
  ) -> Shipped? {
    shipped.filter { $0.document == document && $0.section == section }
      .map { ($0, likeness($0.text, text)) }
      .filter { $0.1 >= leastLikeness }
      .max { $0.1 < $1.1 }?.0
  }

  /// Shared words of all words of both, 0…1.
  ///
  /// - Source: Jaccard's coefficient, over stemmed words without those that say nothing.
  static func likeness(_ first: String, _ second: String) -> Double {
    let (one, other) = (Set(SearchWords.of(first)), Set(SearchWords.of(second)))
    let all = one.union(other).count
    return all == 0 ? 0 : Double(one.intersection(other).count) / Double(all)
  }
}
