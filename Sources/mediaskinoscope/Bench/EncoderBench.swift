import Encoding
import Foundation
import Pipeline
import Vocabulary

/// `bench encoder`: what one view costs the model. With no model named it is MedSigLIP's shape with random weights.
struct EncoderBench: Bench {
  let name = "encoder"
  let summary = "forward pass and preprocessing of the model; without one random weights of MedSigLIP's shape"

  private static let spot = Region(x: 0.35, y: 0.35, width: 0.3, height: 0.3, weight: 1)

  func run(_ order: BenchOrder) async throws -> BenchTable {
    guard order.isModelNamed || order.directory != nil else {
      return try await withTemporaryFolder { try await random(in: $0.appending(path: "random-so400m"), order) }
    }
    if let directory = order.directory { return try await random(in: directory, order) }
    let machine = Machine.now()
    let library = ModelLibrary(resources: .find(), caches: nil)
    let summary = try library.catalog.inspect(order.model)
    let picture = try await ClipPicture.read(order.streamed)
    if summary.kind == .siglip { return try await tower(URL(filePath: summary.directory), order, picture) }
    let encoder = try await library.load(order.model, precision: order.precision).encoder
    let share = order.duration / 4
    var rows: [EncoderRow] = []
    for (view, regions) in [("whole frame", []), ("whole frame and crop", [Self.spot])] {
      let (times, tokens) = try await Self.forward(encoder, picture, regions, for: share)
      rows.append(EncoderRow(view: view, precision: encoder.description.precision, tokens: tokens, times: times))
    }
    if summary.kind == .skinlite, let side = summary.shape?.imageSide {
      let times = try await Self.repeated(for: share) {
        let start = ContinuousClock.now
        _ = try await ModelLibrary(resources: .find(), caches: nil).load(order.model, precision: order.precision)
        return (ContinuousClock.now - start).milliseconds
      }
      rows.append(EncoderRow(view: "loading, texts' side too", precision: encoder.description.precision, tokens: 0, times: times))
      for (view, regions) in [("preprocessing, whole frame", []), ("preprocessing, frame and crop", [Self.spot])] {
        var benchmark = PreprocessingBenchmark(side: side)
        let times = try await Self.repeated(for: share) { benchmark.measure(picture, regions: regions) }
        rows.append(EncoderRow(view: view, precision: encoder.description.precision, tokens: 0, times: times))
      }
    }
    var table = BenchTable(
      "encoder: \(encoder.description.model) on a frame of \(picture.width)×\(picture.height), preprocessing included; milliseconds",
      columns: ["view", "precision", "tokens", "median", "p95"], on: machine)
    // The other columns compare with precisions and engines that this model does not have.
    for row in rows { table.add(Array(row.cells.prefix(table.columns.count)), row) }
    return table
  }

  /// A random directory of the true shape, made where there is none.
  private func random(in directory: URL, _ order: BenchOrder) async throws -> BenchTable {
    if !FileManager.default.fileExists(atPath: directory.appending(path: "model.safetensors").path) {
      Console.progress("making random weights")
      try RandomSigLIP().write(to: directory)
      Console.progress("")
    }
    return try await tower(directory, order, try await ClipPicture.read(order.streamed))
  }

  private func tower(_ directory: URL, _ order: BenchOrder, _ picture: PixelBuffer) async throws -> BenchTable {
    try await withTemporaryFolder { caches in
      try await TowerBench(
        directory: directory, caches: caches, picture: picture, share: order.duration / 20,
        precision: order.precision
      ).run()
    }
  }

  private static func forward(
    _ encoder: AnyImageEncoder, _ picture: PixelBuffer, _ regions: [Region], for duration: Duration
  ) async throws -> (Quantiles, tokens: Int) {
    guard let stream = StreamIdentifier("bench") else { preconditionFailure("a stream's name that is none") }
    let time = SystemTime()
    var tokens = 0
    let times = try await repeated(for: duration) {
      let start = time.now()
      let frame = Frame(stream: stream, session: SessionIdentifier(), sequence: 1, capturedAt: start, pixels: picture)
      let embeddings = try await encoder.encode(View(frame: frame, regions: regions), deadline: start.advanced(by: .seconds(600)))
      tokens = embeddings.reduce(0) { $0 + $1.tokens }
      return time.now().since(start).milliseconds
    }
    return (times, tokens)
  }

  /// Quantiles of what `body` returns, over as many runs as fit into `duration`, ten at least, after five that do not count.
  private static func repeated(for duration: Duration, _ body: () async throws -> Double) async throws -> Quantiles {
    for _ in 0..<5 { _ = try await body() }
    let end = ContinuousClock.now + duration
    var times: [Double] = []
    while ContinuousClock.now < end || times.count < 10 { times.append(try await body()) }
    guard let quantiles = Quantiles(of: times) else { throw CommandFailure.failed("nothing was measured") }
    return quantiles
  }
}
