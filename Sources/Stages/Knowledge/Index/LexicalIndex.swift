internal import DotProducts
import Foundation

/// Words to passages, with what each occurrence adds to a passage's score worked out beforehand: BM25.
///
/// SQLite's FTS5 fixes k₁ and b, and scores every match anew for each query; `bench retrieval` measures both.
///
/// - Threading: immutable; safe from any thread.
/// - Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the inverse document
///   frequency is ln(1 + (N − n + ½) / (n + ½)), which is never negative.
struct LexicalIndex: Sendable {
  private let count: Int
  /// A word's stretch of `places` and `gains`.
  private let stretches: [String: Range<Int>]
  private let places: [UInt32]
  private let gains: [Float]

  /// - Parameter words: those of each passage, in order, with repetitions.
  init(words: [[String]], settings: RetrievalSettings) {
    count = words.count
    var found: [String: [(place: UInt32, occurrences: UInt32)]] = [:]
    for (place, words) in words.enumerated() {
      for (word, occurrences) in Self.counts(words) { found[word, default: []].append((UInt32(place), occurrences)) }
    }
    let lengths = words.map { Double($0.count) }
    let meanLength = max(1, lengths.reduce(0, +) / Double(max(1, lengths.count)))
    var (stretches, places, gains) = ([String: Range<Int>](), [UInt32](), [Float]())
    for (word, rows) in found {
      let rarity = log(1 + (Double(count - rows.count) + 0.5) / (Double(rows.count) + 0.5))
      let start = places.count
      for row in rows {
        let (often, length) = (Double(row.occurrences), lengths[Int(row.place)] / meanLength)
        let damping = settings.saturation * (1 - settings.lengthDiscount + settings.lengthDiscount * length)
        places.append(row.place)
        gains.append(Float(rarity * often * (settings.saturation + 1) / (often + damping)))
      }
      stretches[word] = start..<places.count
    }
    (self.stretches, self.places, self.gains) = (stretches, places, gains)
  }

  /// The `limit` best passages, best first; those without any of the words are never among them.
  ///
  /// - Parameters:
  ///   - words: each with its weight.
  ///   - isAllowed: which passages count; all if `nil`.
  func best(_ words: [(word: String, weight: Float)], limit: Int, isAllowed: [Bool]?) -> [ScoredRow] {
    guard limit > 0 else { return [] }
    var scores = [Float](repeating: 0, count: count)
    for (word, weight) in words {
      for index in stretches[word] ?? 0..<0 { scores[Int(places[index])] += weight * gains[index] }
    }
    var floor = LargestValues(limit: limit)
    for place in 0..<count where scores[place] > 0 && isAllowed?[place] ?? true {
      if scores[place] > floor.smallest { floor.insert(scores[place]) }
    }
    let least = max(floor.smallest, .leastNonzeroMagnitude)
    let rows = (0..<count).filter { scores[$0] >= least && isAllowed?[$0] ?? true }.map { ScoredRow(row: $0, score: scores[$0]) }
    return Array(rows.sorted { ($0.score, $1.row) > ($1.score, $0.row) }.prefix(limit))
  }

  func contains(_ word: String) -> Bool { stretches[word] != nil }

  private static func counts(_ words: [String]) -> [String: UInt32] {
    words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}
