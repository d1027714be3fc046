import Detection
import Foundation
import Pipeline
import Vocabulary

/// `bench text`: the pack's wordings to vectors, computed and then read from the data folder.
struct TextBench: Bench {
  let name = "text"
  let summary = "wordings of the pack to vectors, first start and cached"

  private struct Row: Encodable, Sendable {
    let start: String
    let prompts: Int
    let load: Double
    let embed: Double
    let promptsPerSecond: Double

    enum CodingKeys: String, CodingKey {
      case start, prompts
      case load = "load_ms"
      case embed = "embed_ms"
      case promptsPerSecond = "prompts_per_second"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let texts = PackPrompts(try PackLibrary(resources: .find()).load(order.pack)).texts
    var table = BenchTable(
      "text: \(texts.count) wordings of \(order.pack), \(order.model); milliseconds",
      columns: ["start", "load model", "embed", "prompts a second"], on: machine)
    try await withTemporaryFolder { folder in
      for start in ["first", "cached"] {
        let row = try await measure(start, texts, order.model, caches: folder)
        table.add([row.start, row.load.formatted2, row.embed.formatted2, row.promptsPerSecond.formatted2], row)
      }
    }
    return table
  }

  private func measure(_ start: String, _ texts: [String], _ model: String, caches: URL) async throws -> Row {
    let began = ContinuousClock.now
    let model = try await ModelLibrary(resources: .find(), caches: caches).load(model)
    let loaded = ContinuousClock.now
    _ = try await model.embed(texts: texts)
    let embed = (ContinuousClock.now - loaded).milliseconds
    return Row(
      start: start, prompts: texts.count, load: (loaded - began).milliseconds.rounded3, embed: embed.rounded3,
      promptsPerSecond: (Double(texts.count) / embed * 1000).rounded3)
  }
}
