import Encoding
import Foundation
import Pipeline
import Vocabulary

/// Our call from a frame to its vector and map, against the bare engine's inference: the library's of the tower as one graph, or, where
/// layers run on tiles, the bare chain's.
struct CallOverhead: Encodable, Sendable {
  let tokens: Int
  let isOnTiles: Bool
  /// Medians, in milliseconds.
  let ours: Double
  let p95: Double
  let engine: Double
  /// Median of what each run took more than the engine's beside it, as a share of that.
  let share: Double

  enum CodingKeys: String, CodingKey {
    case engine, view, precision, tokens, cosine
    case ours = "median_ms"
    case p95 = "p95_ms"
    case floor = "int8_floor_ms"
    case bareEngine = "bare_engine_ms"
    case share = "overhead"
  }

  /// With the members of every row of `bench encoder`.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("mediaskinoscope", forKey: .engine)
    try container.encode("our call, beside the bare engine", forKey: .view)
    try container.encode("int8", forKey: .precision)
    try container.encode(tokens, forKey: .tokens)
    try container.encode(ours, forKey: .ours)
    try container.encode(p95, forKey: .p95)
    try container.encodeNil(forKey: .cosine)
    try container.encodeNil(forKey: .floor)
    try container.encode(engine, forKey: .bareEngine)
    try container.encode(share, forKey: .share)
  }

  var text: String {
    "our call over the bare engine at \(tokens) tokens: \((share * 100).formatted2) % (goal 3 %): \(ours.formatted2) ms a frame, preprocessing "
      + "and map included, \(engine.formatted2) ms the \(isOnTiles ? "chain's on tiles" : "library's") inference alone"
  }

  /// Both take turns, so that what else the machine does weighs on both.
  static func measure(
    _ directory: URL, caches: URL, tokens: Int, for duration: Duration, _ view: View
  ) async throws -> CallOverhead {
    let chain = try TowerBenchmark(directory: directory, precision: .int8, caches: caches)
    let bare =
      chain.isOnTiles ? chain : try TowerBenchmark(directory: directory, precision: .int8, isWhole: true, caches: caches)
    let encoder = try SigLIPEncoder(
      directory: directory, precision: .int8, tokenLimit: tokens, caches: caches, hashes: FileHashes(folder: caches))
    var (ours, engines, shares): ([Double], [Double], [Double]) = ([], [], [])
    var (runs, seen) = (0, 0)
    func call() async throws -> Double {
      let start = ContinuousClock.now
      let found = try await encoder.encode(view, deadline: SystemTime().now().advanced(by: .seconds(600)))
      seen = found.reduce(0) { $0 + $1.tokens }
      return (ContinuousClock.now - start).milliseconds
    }
    // The first two warm up.
    for _ in 0..<2 {
      _ = try await call()
      _ = try bare.run(tokens: seen)
    }
    let end = ContinuousClock.now + duration
    while runs < 12 || ContinuousClock.now < end {
      // Whoever is second finds the processor as the first left it, so they change places.
      let engineFirst = runs.isMultiple(of: 2) ? try bare.run(tokens: seen).milliseconds : nil
      let took = try await call()
      let engine = try engineFirst ?? bare.run(tokens: seen).milliseconds
      runs += 1
      ours.append(took)
      engines.append(engine)
      shares.append(took / engine - 1)
    }
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    return CallOverhead(
      tokens: seen, isOnTiles: bare.isOnTiles, ours: median(ours).rounded3, p95: (Quantiles(of: ours)?.p95 ?? 0).rounded3,
      engine: median(engines).rounded3,
      share: median(shares).rounded3)
  }
}
