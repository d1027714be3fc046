import Capture
import Detection
import Encoding
import Foundation
import Pipeline
import Statistics
import Vocabulary

/// `bench maps`: whether the places that a map marks are those that the score comes from, for any encoder.
struct MapsBench: Bench {
  let name = "maps"
  let summary = "faithfulness of patch maps: deletion and insertion, against occlusion and random order"

  private static let steps = 10
  private static let randomOrders = 5

  private struct Row: Encodable, Sendable {
    let order: String
    let pictures: Int
    let deletion: Double
    let insertion: Double
    let milliseconds: Double
  }

  /// One model, and the directions that its scores run along.
  private struct Subject {
    let encoder: AnyImageEncoder
    /// Each condition less the mean of all: what all prompts share explains nothing.
    let directions: [[Float]]

    func embedding(_ pixels: PixelBuffer) async throws -> ImageEmbedding {
      guard let stream = StreamIdentifier("bench") else { preconditionFailure("a stream's name that is none") }
      let now = SystemTime().now()
      let frame = Frame(stream: stream, session: SessionIdentifier(), sequence: 1, capturedAt: now, pixels: pixels)
      return try await encoder.encode(View(frame: frame, regions: []), deadline: now.advanced(by: .seconds(3600)))[0]
    }

    func score(_ pixels: PixelBuffer, along direction: [Float]) async throws -> Double {
      zip(try await embedding(pixels).vector, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let subject = try await subject(order)
    var found: [String: (curves: [FaithfulnessCurve], milliseconds: Double)] = [:]
    for picture in try await pictures(order) { try await measure(picture, subject, into: &found) }
    guard let count = found["map"]?.curves.count, count > 0 else {
      throw CommandFailure.failed("bench maps: no picture scores higher than an empty one; name others with --image")
    }
    var table = BenchTable(
      "maps: \(subject.encoder.description.model), \(count) pictures in \(CellMask.count) cells, \(Self.steps) steps; "
        + "areas from 0 to 1, deletion is better low, insertion high",
      columns: ["order", "deletion", "insertion", "ms a picture"], on: machine)
    for name in ["map", "occlusion", "random"] {
      guard let (curves, milliseconds) = found[name] else { continue }
      func mean(_ value: (FaithfulnessCurve) -> Double) -> Double {
        curves.map(value).reduce(0, +) / Double(max(curves.count, 1))
      }
      let row = Row(
        order: name, pictures: count, deletion: mean(\.deletion).rounded3, insertion: mean(\.insertion).rounded3,
        milliseconds: (milliseconds / Double(count)).rounded3)
      table.add([name, row.deletion.formatted3, row.insertion.formatted3, row.milliseconds.formatted2], row)
    }
    return table
  }

  private func subject(_ order: BenchOrder) async throws -> Subject {
    let model = try await ModelLibrary(resources: .find(), caches: nil).load(order.model)
    let pack = try PackLibrary(resources: .find()).load(order.pack)
    let vectors = try await model.embed(texts: pack.conditions.compactMap(\.terms.first))
    let mean = vectors[0].indices.map { place in vectors.reduce(Float(0)) { $0 + $1[place] } / Float(vectors.count) }
    return Subject(encoder: model.encoder, directions: vectors.map { zip($0, mean).map { $0 - $1 } })
  }

  private func pictures(_ order: BenchOrder) async throws -> [PixelBuffer] {
    guard !order.images.isEmpty else { return [try await ClipPicture.read(order.streamed)] }
    var pictures: [PixelBuffer] = []
    for image in order.images {
      do throws(PictureFault) { pictures.append(try await PictureDecoder().decode(file: image.path, policy: .commandLine)) } catch
      {
        throw CommandFailure.failed("\(image.path): \(error.sentence)")
      }
    }
    return pictures
  }

  private func measure(
    _ picture: PixelBuffer, _ subject: Subject, into found: inout [String: (curves: [FaithfulnessCurve], milliseconds: Double)]
  ) async throws {
    let mask = CellMask(width: picture.width, height: picture.height, rgb: picture.rgbBytes)
    let whole = try await subject.embedding(picture)
    let scores = subject.directions.map { direction in zip(whole.vector, direction).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), let grid = whole.patches else {
      throw CommandFailure.failed("bench maps: this encoder gives no patch map")
    }
    let direction = subject.directions[best]
    func add(_ name: String, _ orders: [[Int]], since start: ContinuousClock.Instant) async throws {
      let milliseconds = (ContinuousClock.now - start).milliseconds
      for order in orders {
        guard let curve = try await curve(order, mask, subject, direction) else { continue }
        found[name, default: ([], 0)].curves.append(curve)
      }
      found[name, default: ([], 0)].milliseconds += milliseconds
    }
    var start = ContinuousClock.now
    try await add("map", [Self.order(CellMask.means(of: grid, along: direction))], since: start)
    start = ContinuousClock.now
    try await add("occlusion", [Self.order(try await drops(mask, subject, direction))], since: start)
    start = ContinuousClock.now
    var random = SplitMix64(seed: 1)
    try await add("random", (0..<Self.randomOrders).map { _ in (0..<CellMask.count).shuffled(using: &random) }, since: start)
  }

  /// Cells, the highest value first.
  private static func order(_ values: [Double]) -> [Int] { values.indices.sorted { (values[$0], $1) > (values[$1], $0) } }

  /// How much the score falls when a cell alone is covered.
  private func drops(_ mask: CellMask, _ subject: Subject, _ direction: [Float]) async throws -> [Double] {
    var drops: [Double] = []
    for cell in 0..<CellMask.count { drops.append(-(try await subject.score(mask.covering([cell]), along: direction))) }
    return drops
  }

  private func curve(
    _ order: [Int], _ mask: CellMask, _ subject: Subject, _ direction: [Float]
  ) async throws -> FaithfulnessCurve? {
    var (deleting, inserting): ([Double], [Double]) = ([], [])
    for step in 0...Self.steps {
      let count = step * CellMask.count / Self.steps
      deleting.append(try await subject.score(mask.covering(order.prefix(count)), along: direction))
      inserting.append(try await subject.score(mask.covering(order.dropFirst(count)), along: direction))
    }
    return FaithfulnessCurve(deleting: deleting, inserting: inserting)
  }
}
