import Configuration
import Foundation
import Pipeline
import Vocabulary

/// `bench road`: one stream through the real server, frame to event by stage.
struct RoadBench: Bench {
  let name = "road"
  let summary = "one stream, frame to event by stage"

  func run(_ order: BenchOrder) async throws -> BenchTable {
    try await order.measureRoad(streams: 1, title: "road")
  }
}

/// `bench streams`: the same with two streams at once.
struct StreamsBench: Bench {
  let name = "streams"
  let summary = "two streams at once"

  func run(_ order: BenchOrder) async throws -> BenchTable {
    try await order.measureRoad(streams: 2, title: "streams")
  }
}

extension BenchOrder {
  fileprivate func measureRoad(streams count: Int, title: String) async throws -> BenchTable {
    let machine = Machine.now()
    let measurement = try await RoadMeasurement.of(settings(streams: count), streams: count, for: duration)
    var table = BenchTable(
      "\(title): \(streamed.lastPathComponent) as \(count) live stream\(count == 1 ? "" : "s"), \(measurement.encoder.model) "
        + "\(measurement.encoder.precision); milliseconds from the decoded frame on",
      columns: ["stage", "p50", "p95", "p99"], on: machine)
    let streams: [StreamIdentifier?] = count == 1 ? [nil] : measurement.frames.keys.sorted()
    for row in streams.flatMap({ measurement.rows(of: $0) }) { table.add(row.cells, row) }
    let summary = RoadSummary(measurement, on: machine)
    table.close("\(summary)", summary)
    return table
  }

  /// A server whose only streams play the clip, each at its own pace.
  private func settings(streams count: Int) -> Settings {
    var settings = Settings()
    settings.model = model
    settings.precision = precision
    settings.packs = [pack]
    settings.streams = (1...count).compactMap { number in
      StreamIdentifier("bench-\(number)").map { StreamSetting(id: $0, url: streamed.absoluteString, pack: nil) }
    }
    return settings
  }
}
