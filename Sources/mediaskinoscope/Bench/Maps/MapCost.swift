import Encoding
import Foundation
import Pipeline
import Vocabulary

/// What a map costs of a frame: computing it in the model's graph, where that can be told apart, and finding places in it.
struct MapCost: Encodable, Sendable {
  /// A whole frame, map and places included, in milliseconds.
  let frame: Double
  /// Of it, the graph's part; `nil` for graphs whose map cannot be left out.
  let graph: Double?
  /// Of it, finding the places of six findings.
  let places: Double

  var share: Double { ((graph ?? 0) + places) / frame }

  enum CodingKeys: String, CodingKey {
    case share
    case frame = "frame_ms"
    case graph = "map_ms"
    case places = "places_ms"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(frame.rounded3, forKey: .frame)
    try container.encode(graph?.rounded3, forKey: .graph)
    try container.encode(places.rounded3, forKey: .places)
    try container.encode(share.rounded3, forKey: .share)
  }

  var text: String {
    let parts = (graph.map { "\($0.formatted2) ms in the graph, " } ?? "") + "\(places.formatted2) ms finding the places"
    return "the map costs \((share * 100).formatted2) % of a whole frame of \(frame.formatted2) ms (goal 3 %): \(parts)"
  }

  private static let runs = 15

  /// - Parameter directory: of a SigLIP model; `nil` for others.
  static func measure(_ probe: MapProbe, _ picture: PixelBuffer, directory: URL?, _ caches: URL) async throws -> MapCost {
    let embedding = try await probe.whole(picture)
    var (frames, places): ([Double], [Double]) = ([], [])
    for _ in 0..<runs {
      let start = ContinuousClock.now
      let seen = try await probe.whole(picture)
      let embedded = ContinuousClock.now
      _ = try probe.detect(seen, located: 6)
      frames.append((ContinuousClock.now - start).milliseconds)
      let located = ContinuousClock.now - embedded
      let bare = ContinuousClock.now
      _ = try probe.detect(embedding, located: 0)
      places.append((located - (ContinuousClock.now - bare)).milliseconds)
    }
    return MapCost(
      frame: median(frames), graph: try directory.map { try graph($0, probe.description.precision, caches) },
      places: median(places))
  }

  /// Both graphs take turns, so that what else the machine does weighs on both.
  private static func graph(_ directory: URL, _ precision: String, _ caches: URL) throws -> Double {
    let precision = Precision(rawValue: precision) ?? .f32
    let with = try TowerBenchmark(directory: directory, precision: precision, caches: caches)
    let without = try TowerBenchmark(directory: directory, precision: precision, hasMap: false, caches: caches)
    var differences: [Double] = []
    for run in 0..<(runs + 2) {
      let one = try with.run(tokens: with.fullGrid).milliseconds
      let other = try without.run(tokens: with.fullGrid).milliseconds
      if run >= 2 { differences.append(one - other) }
    }
    return median(differences)
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
