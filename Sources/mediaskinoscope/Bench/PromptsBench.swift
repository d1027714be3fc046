import Detection
import Encoding
import Foundation
import Pipeline
import Statistics
import Vocabulary

/// `bench prompts`: many wordings against one picture, and a pack's wordings to vectors.
struct PromptsBench: Bench {
  let name = "prompts"
  let summary = "10,000 wordings scored against one picture, 200 wordings embedded"

  private static let scoredCount = 10_000
  private static let embeddedCount = 200
  private static let runs = 200
  /// MedSigLIP's.
  private static let dimension = 1152

  private struct Row: Encodable, Sendable {
    let measured: String
    let prompts: Int
    let median: Double
    let p95: Double
    let goal: Double?

    enum CodingKeys: String, CodingKey {
      case measured, prompts
      case median = "median_ms"
      case p95 = "p95_ms"
      case goal = "goal_ms"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    var table = BenchTable(
      "prompts: vectors of \(Self.dimension) numbers, as MedSigLIP's; milliseconds",
      columns: ["measured", "prompts", "median", "p95", "goal"],
      on: machine)
    func add(_ row: Row) {
      table.add(
        [row.measured, "\(row.prompts)", row.median.formatted2, row.p95.formatted2, row.goal.map { "\(Int($0))" } ?? "-"], row)
    }
    var random = SplitMix64(seed: 5)
    let picture = Self.vector(&random)
    add(try products(picture, &random))
    for row in try detections(picture, &random) { add(row) }
    for row in try await embedded(order) { add(row) }
    return table
  }

  /// Each prompt's own cosine.
  private func products(_ picture: [Float], _ random: inout SplitMix64) throws -> Row {
    let prompts = (0..<Self.scoredCount).map { _ in Self.vector(&random) }
    let benchmark = PromptBenchmark(prompts, dimension: Self.dimension)
    let times = (0..<(Self.runs + 5)).map { _ in benchmark.score(picture).milliseconds }.dropFirst(5)
    return try Self.row("each prompt's cosine", Self.scoredCount, Array(times), goal: 5)
  }

  /// The whole detector with a pack of so many prompts: gate, evidence, presences, order of findings.
  private func detections(_ picture: [Float], _ random: inout SplitMix64) throws -> [Row] {
    let pack = Self.pack(prompts: Self.scoredCount)
    let prompts = PackPrompts(pack)
    let encoder = EncoderDescription(
      model: "random", fingerprint: Fingerprint("random"), precision: "f32", preprocessing: "none", dimension: Self.dimension,
      logitScale: 10, domainThreshold: nil)
    let detector = try Detector(
      pack, prompts: prompts, vectors: prompts.texts.map { _ in Self.vector(&random) }, encoder: encoder)
    let embedding = ImageEmbedding(region: .whole, vector: picture, tokens: 1024, isFullGrid: true)
    var times: [Double] = []
    for _ in 0..<(Self.runs + 5) {
      let start = ContinuousClock.now
      _ = try detector.detect([embedding], ignoringGate: true, located: 0)
      times.append((ContinuousClock.now - start).milliseconds)
    }
    return [
      try Self.row("findings of \(pack.conditions.count) conditions", prompts.texts.count, Array(times.dropFirst(5)), goal: 5)
    ]
  }

  /// Of the model that was named by its own text side, nothing cached; else of MedSigLIP's shape with random weights.
  private func embedded(_ order: BenchOrder) async throws -> [Row] {
    guard order.isModelNamed else {
      return try await withTemporaryFolder { folder in
        let directory = order.directory ?? folder.appending(path: "random-so400m-text")
        if !FileManager.default.fileExists(atPath: directory.appending(path: "model.safetensors").path) {
          Console.progress("making random weights")
          try RandomSigLIP(side: .text).write(to: directory)
          Console.progress("")
        }
        return try Self.towers(directory)
      }
    }
    let model = try await ModelLibrary(resources: .find(), caches: nil).load(order.model)
    let texts = (0..<Self.embeddedCount).map { "a photo of a spot number \($0) on the skin" }
    let start = ContinuousClock.now
    _ = try await model.embed(texts: texts)
    return [
      try Self.row(
        "embedded by \(model.encoder.description.model)", texts.count, [(ContinuousClock.now - start).milliseconds], goal: 10_000)
    ]
  }

  /// In what the server would use beside pictures in bf16 or int8, then at f32; how near the vectors are is said in the row.
  private static func towers(_ directory: URL) throws -> [Row] {
    let narrow = TextTowerBenchmark.narrow
    let quick = try TextTowerBenchmark(directory: directory, precision: narrow).run(count: embeddedCount)
    let what = "embedded by MedSigLIP's shape, compiling included,"
    let first = try row("\(what) \(narrow.rawValue)", embeddedCount, [quick.milliseconds], goal: 10_000)
    guard narrow != .f32 else { return [first] }
    let exact = try TextTowerBenchmark(directory: directory, precision: .f32).run(count: embeddedCount)
    let cosines = zip(quick.vectors, exact.vectors).map { zip($0, $1).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
    let least = (cosines.min() ?? .nan).formatted(.number.precision(.fractionLength(6)))
    return [
      first, try row("\(what) f32; least cosine with bf16 \(least)", embeddedCount, [exact.milliseconds], goal: 10_000),
    ]
  }

  /// A pack of conditions with eight wordings each, four terms in two templates, until there are as many prompts.
  private static func pack(prompts: Int) -> Pack {
    let conditions = (0..<(prompts / 8)).compactMap { number in
      ConditionIdentifier("condition-\(number)").map { id in
        Condition(
          id: id, name: id.text, codes: [], terms: (0..<4).map { "term \($0) of \(number)" }, tier: nil, threshold: nil,
          evidence: nil,
          isControl: false)
      }
    }
    return Pack(
      id: "random", version: 1, name: "Random", regionStrategy: "whole",
      gate: PackGate(inDomain: ["skin"], outOfDomain: ["a wall"]), templates: ["a photo of {}", "{} on the skin"],
      normalTerms: ["normal skin"], outOfDomainTerms: ["a wall"], temperature: nil, conditions: conditions, controls: [],
      fingerprint: Fingerprint("random"))
  }

  /// A direction at random, of length 1.
  private static func vector(_ random: inout SplitMix64) -> [Float] {
    let values = (0..<dimension).map { _ in Float(Int(random.next() >> 40) - (1 << 23)) }
    let length = values.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
    return values.map { $0 / length }
  }

  private static func row(_ measured: String, _ count: Int, _ times: [Double], goal: Double) throws -> Row {
    guard let quantiles = Quantiles(of: times) else { throw CommandFailure.failed("nothing was measured") }
    return Row(
      measured: measured, prompts: count, median: quantiles.p50.rounded3, p95: quantiles.p95.rounded3, goal: goal)
  }
}
