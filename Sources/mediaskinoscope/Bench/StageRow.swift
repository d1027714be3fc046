import Pipeline
import Vocabulary

/// One line of `bench road --json`.
struct StageRow: Encodable, Sendable {
  let stage: String
  /// Absent where there is one stream only.
  let stream: StreamIdentifier?
  let quantiles: Quantiles

  enum CodingKeys: String, CodingKey {
    case stage, stream
    case p50 = "p50_ms"
    case p95 = "p95_ms"
    case p99 = "p99_ms"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(stage, forKey: .stage)
    try container.encodeIfPresent(stream, forKey: .stream)
    try container.encode(quantiles.p50.rounded3, forKey: .p50)
    try container.encode(quantiles.p95.rounded3, forKey: .p95)
    try container.encode(quantiles.p99.rounded3, forKey: .p99)
  }

  var cells: [String] {
    [stream.map { "\($0) \(stage)" } ?? stage, quantiles.p50.formatted2, quantiles.p95.formatted2, quantiles.p99.formatted2]
  }
}

extension RoadMeasurement {
  /// The stages in the road's order, then `total`; of analysed frames alone, since refused ones are through sooner.
  func rows(of stream: StreamIdentifier?) -> [StageRow] {
    let events = events.filter { $0.gate.usable && (stream == nil || $0.stream == stream) }
    let ages = Dictionary(events.map { (Key(stream: $0.stream, sequence: $0.frame.sequence), $0.ageInMilliseconds) }) { $1 }
    let samples = samples.filter { ages[Key($0)] != nil }
    var rows: [StageRow] = []
    func add(_ stage: String, _ times: [Double]) {
      if let quantiles = Quantiles(of: times) { rows.append(StageRow(stage: stage, stream: stream, quantiles: quantiles)) }
    }
    for stage in RoadStage.allCases where stage != .publish {
      add(stage.rawValue, samples.compactMap { $0.stages[stage]?.milliseconds })
    }
    // What is left of the age is the way from the decision to the event's bytes.
    add(
      RoadStage.publish.rawValue,
      samples.compactMap { sample in ages[Key(sample)].map { $0 - sample.stages.values.reduce(.zero, +).milliseconds } })
    add("total", Array(ages.values))
    return rows
  }

  private struct Key: Hashable {
    let stream: StreamIdentifier
    let sequence: UInt64

    init(stream: StreamIdentifier, sequence: UInt64) {
      self.stream = stream
      self.sequence = sequence
    }

    init(_ sample: StageSample) { self.init(stream: sample.stream, sequence: sample.sequence) }
  }
}
