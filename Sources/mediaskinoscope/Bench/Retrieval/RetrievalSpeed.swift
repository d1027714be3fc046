import Foundation
import Knowledge
import Vocabulary

/// How long a query takes over 100 000 generated passages, its embedding not counted.
struct RetrievalSpeed {
  private struct Row: Encodable, Sendable {
    let engine: String
    let passages: Int
    let p50: Double
    let p95: Double
    let p99: Double

    enum CodingKeys: String, CodingKey {
      case engine, passages
      case p50 = "p50_ms"
      case p95 = "p95_ms"
      case p99 = "p99_ms"
    }
  }

  private static let count = 100_000

  func add(to table: inout BenchTable) throws {
    let generated = GeneratedPassages(count: Self.count, questions: 400)
    let index = RetrievalIndex(entries: generated.entries, vectors: generated.vectors, width: GeneratedPassages.width)
    for mode in RetrievalMode.allCases {
      try add("ours, \(mode.rawValue)", generated, to: &table) { text, vector in
        _ = index.search(text, vector: vector, limit: 10, mode: mode)
      }
    }
    let baseline = try FullTextBaseline(generated.entries.map { ($0.heading, $0.text) })
    // It takes so much longer that fewer questions must do.
    try add("SQLite FTS5, bm25()", generated, count: 30, to: &table) { text, _ in _ = try baseline.search(text, limit: 100) }
  }

  private func add(
    _ engine: String, _ generated: GeneratedPassages, count: Int = .max, to table: inout BenchTable,
    _ search: (String, [Float]) throws -> Void
  ) throws {
    var times: [Double] = []
    for question in generated.questions.prefix(count) {
      times.append(try ContinuousClock().measure { try search(question.text, question.vector) }.milliseconds)
    }
    guard let quantiles = Quantiles(of: times) else { return }
    let row = Row(
      engine: engine, passages: Self.count, p50: quantiles.p50.rounded3, p95: quantiles.p95.rounded3, p99: quantiles.p99.rounded3)
    table.close(
      "\(Self.count) generated passages, \(engine): p50 \(quantiles.p50.formatted2), p95 \(quantiles.p95.formatted2), "
        + "p99 \(quantiles.p99.formatted2) ms", row)
  }
}
