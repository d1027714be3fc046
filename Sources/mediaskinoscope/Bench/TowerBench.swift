import Encoding
import Foundation
import Pipeline
import Vocabulary

/// `bench encoder` of a SigLIP directory: each precision and number of tokens beside the int8 floor of the same minute, chain beside
/// whole graph, the encoder around the engine, the start.
struct TowerBench {
  let directory: URL
  let caches: URL
  let picture: PixelBuffer
  /// How long each figure is measured, five runs at least.
  let share: Duration
  /// The only one that is measured; `nil` = all.
  let precision: Precision?
  private let machine = Machine.now()

  private static let counts = [1024, 576, 256, 128, 64, 32, 16]

  func run() async throws -> BenchTable {
    var table = BenchTable(
      "encoder: \(directory.lastPathComponent); frames of \(picture.width)×\(picture.height); milliseconds",
      columns: EncoderRow.columns, on: machine)
    var exact: [Int: [Float]] = [:]
    if precision != nil, precision != .f32 { exact = try exactVectors() }
    for precision in [Precision.f32, .bf16, .int8] where self.precision ?? precision == precision {
      for row in try rows(precision, &exact) { table.add(row.cells, row) }
    }
    if precision ?? .int8 == .int8 { for row in try wholeRows() { table.add(row.cells, row) } }
    for row in try await frameRows() { table.add(row.cells, row) }
    if precision ?? .int8 == .int8 {
      for limit in [1024, 128] {
        let overhead = try await CallOverhead.measure(directory, caches: caches, tokens: limit, for: share * 2, try view())
        table.close(overhead.text, overhead)
      }
    }
    return table
  }

  /// What the other precisions are compared with, where f32 itself is not measured.
  private func exactVectors() throws -> [Int: [Float]] {
    let tower = try TowerBenchmark(directory: directory, precision: .f32, caches: caches)
    return try Dictionary(
      uniqueKeysWithValues: Self.counts.filter { $0 <= tower.fullGrid }.map { ($0, try tower.run(tokens: $0).vector) })
  }

  /// The chain at one precision; int8 with its floor, measured right before each number of tokens.
  private func rows(_ precision: Precision, _ exact: inout [Int: [Float]]) throws -> [EncoderRow] {
    let tower = try TowerBenchmark(directory: directory, precision: precision, caches: caches)
    let rate = precision == .int8 ? try MatrixRate(directory: directory, caches: caches) : nil
    let library =
      tower.isOnTiles ? try TowerBenchmark(directory: directory, precision: precision, allowsTiles: false, caches: caches) : nil
    for tower in [tower, library] {
      _ = try tower?.run(tokens: 64)
      tower?.forgetWeights()
    }
    var rows: [EncoderRow] = []
    for tokens in Self.counts.filter({ $0 <= tower.fullGrid }) {
      let floor = try rate.map { tower.operationCount(tokens: tokens) / (try $0.best(tokens: tokens, runs: 5)) * 1000 }
      let (times, vector) = try measured(tower, tokens)
      if precision == .f32 { exact[tokens] = vector }
      rows.append(
        EncoderRow(
          view: tower.isOnTiles ? "chain, on tiles" : "chain", precision: precision.rawValue, tokens: tokens, median: times.p50,
          p95: times.p95,
          cosine: exact[tokens].map { Self.cosine($0, vector) }, floor: floor,
          anonymousMegabytes: try rate == nil && library == nil ? ProcessUse.anonymousMegabytes() : nil))
      if let library { rows.append(try libraryRow(library, precision, tokens, exact[tokens], floor)) }
    }
    return rows
  }

  /// What the library alone takes where layers run on tiles, in the same minute.
  private func libraryRow(
    _ tower: TowerBenchmark, _ precision: Precision, _ tokens: Int, _ exact: [Float]?, _ floor: Double?
  ) throws -> EncoderRow {
    let (times, vector) = try measured(tower, tokens)
    return EncoderRow(
      view: "chain, library alone", precision: precision.rawValue, tokens: tokens, median: times.p50, p95: times.p95,
      cosine: exact.map { Self.cosine($0, vector) }, floor: floor)
  }

  private func wholeRows() throws -> [EncoderRow] {
    let tower = try TowerBenchmark(directory: directory, precision: .int8, isWhole: true, caches: caches)
    _ = try tower.run(tokens: 64)
    return try [1024, 128, 16].filter { $0 <= tower.fullGrid }.map { tokens in
      let (times, _) = try measured(tower, tokens)
      return EncoderRow(
        view: "one graph", precision: "int8", tokens: tokens, median: times.p50, p95: times.p95, cosine: nil, floor: nil)
    }
  }

  /// Start and frames as the server has them: checkpoint to first embedding, whole frame and region.
  private func frameRows() async throws -> [EncoderRow] {
    var rows: [EncoderRow] = []
    for precision in [Precision.bf16, .int8] where self.precision ?? precision == precision {
      let start = ContinuousClock.now
      let encoder = try SigLIPEncoder(
        directory: directory, precision: precision, caches: caches, hashes: FileHashes(folder: caches))
      _ = try await encoder.encode(try view(), deadline: SystemTime().now())
      let took = (ContinuousClock.now - start).milliseconds
      rows.append(
        EncoderRow(
          view: "checkpoint to first embedding", precision: precision.rawValue, tokens: 16, median: took, p95: took, cosine: nil,
          floor: nil, anonymousMegabytes: try ProcessUse.anonymousMegabytes()))
      guard precision == .int8 else { continue }
      for limit in [1024, 128] {
        let limited = try SigLIPEncoder(
          directory: directory, precision: precision, tokenLimit: limit, caches: caches, hashes: FileHashes(folder: caches))
        rows.append(try await frameRow(limited))
      }
    }
    var preprocessing = try PatchBenchmark(directory: directory)
    for picture in [picture, Self.noise(width: 1280, height: 720)] {
      let name = "preprocessing, \(picture.width)×\(picture.height)"
      rows.append(try await Self.row(name, "f32", tokens: 0, for: share) { preprocessing.measure(picture) })
    }
    return rows
  }

  /// A frame of which no row looks like another.
  private static func noise(width: Int, height: Int) -> PixelBuffer {
    let format = PixelFormat.i420(.bt601Limited)
    let count = PixelBuffer.byteCount(width: width, height: height, format: format)
    return PixelBuffer(
      width: width, height: height, format: format,
      bytes: (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 16) })
  }

  private func frameRow(_ encoder: SigLIPEncoder) async throws -> EncoderRow {
    var tokens = 0
    var row = try await Self.row("whole frame, preprocessing included", "int8", tokens: 0, for: share) {
      let start = ContinuousClock.now
      let found = try await encoder.encode(try view(), deadline: SystemTime().now().advanced(by: .seconds(600)))
      tokens = found.reduce(0) { $0 + $1.tokens }
      return (ContinuousClock.now - start).milliseconds
    }
    row.tokens = tokens
    return row
  }

  private static func row(
    _ view: String, _ precision: String, tokens: Int, for duration: Duration, _ body: () async throws -> Double
  ) async throws -> EncoderRow {
    for _ in 0..<2 { _ = try await body() }
    var times: [Double] = []
    let end = ContinuousClock.now + duration
    while ContinuousClock.now < end || times.count < 5 { times.append(try await body()) }
    guard let quantiles = Quantiles(of: times) else { throw CommandFailure.failed("nothing was measured") }
    return EncoderRow(
      view: view, precision: precision, tokens: tokens, median: quantiles.p50, p95: quantiles.p95, cosine: nil, floor: nil)
  }

  private func measured(_ tower: TowerBenchmark, _ tokens: Int) throws -> (Quantiles, [Float]) {
    var (times, vector) = ([Double](), try tower.run(tokens: tokens).vector)
    let end = ContinuousClock.now + share
    while ContinuousClock.now < end || times.count < 5 {
      let run = try tower.run(tokens: tokens)
      times.append(run.milliseconds)
      vector = run.vector
    }
    guard let quantiles = Quantiles(of: times) else { throw CommandFailure.failed("nothing was measured") }
    return (quantiles, vector)
  }

  private func view() throws -> View {
    guard let stream = StreamIdentifier("bench") else { preconditionFailure("a stream's name that is none") }
    return View(
      frame: Frame(stream: stream, session: SessionIdentifier(), sequence: 1, capturedAt: SystemTime().now(), pixels: picture),
      regions: [])
  }

  private static func cosine(_ left: [Float], _ right: [Float]) -> Double {
    zip(left, right).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
