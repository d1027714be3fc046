import Foundation
import Knowledge
import Statistics
import Vocabulary

/// Passages that mean nothing: words drawn as often as words occur, and vectors that point anywhere.
struct GeneratedPassages: Sendable {
  static let width = 384
  let entries: [RetrievalIndex.Entry]
  let vectors: [Float]
  let questions: [(text: String, vector: [Float])]

  /// - Source: the r-th most frequent of 50 000 words is drawn with chance ∝ 1 ÷ r (Zipf's law).
  init(count: Int, questions: Int, seed: UInt64 = 1) {
    var random = SplitMix64(seed: seed)
    var sums: [Double] = []
    for rank in 1...50_000 { sums.append((sums.last ?? 0) + 1 / Double(rank)) }
    func words(_ number: Int) -> String {
      (0..<number).map { _ in
        let drawn = Double.random(in: 0..<(sums.last ?? 1), using: &random)
        var (low, high) = (0, sums.count - 1)
        while low < high {
          let middle = (low + high) / 2
          if sums[middle] > drawn { high = middle } else { low = middle + 1 }
        }
        // Digits and letters, so that no word is cut to another.
        return "w\(low)q"
      }.joined(separator: " ")
    }
    func vector() -> [Float] {
      // The sum of four even draws is near enough to a normal one for directions.
      let raw = (0..<Self.width).map { _ in (0..<4).reduce(Float(0)) { sum, _ in sum + Float.random(in: -1...1, using: &random) }
      }
      let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return raw.map { $0 / length }
    }
    entries = (0..<count).map { RetrievalIndex.Entry(heading: words(3), text: words(90), document: $0) }
    vectors = (0..<count).flatMap { _ in vector() }
    self.questions = (0..<questions).map { _ in (words(9), vector()) }
  }
}
