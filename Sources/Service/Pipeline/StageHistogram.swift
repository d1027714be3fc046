import Synchronization
import Vocabulary

/// How long each stage took, in the buckets of the metrics, and the last frames one by one for benchmarks.
///
/// - Threading: safe from any thread.
final class StageHistogram: Sendable {
  /// Upper bounds in seconds, as the metric's documentation names them.
  static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5]
  /// Frames that are remembered one by one: two minutes of one stream.
  static let recentLimit = 4096

  struct Series: Sendable {
    var buckets = [UInt64](repeating: 0, count: StageHistogram.bounds.count + 1)
    var sum = 0.0

    mutating func add(_ seconds: Double) {
      buckets[StageHistogram.bounds.firstIndex { seconds <= $0 } ?? StageHistogram.bounds.count] += 1
      sum += seconds
    }
  }

  private struct Content {
    var series: [RoadStage: Series] = [:]
    /// A ring once it is full; `oldest` is the place that is written next.
    var recent: [StageSample] = []
    var oldest = 0

    mutating func remember(_ sample: StageSample) {
      guard recent.count == StageHistogram.recentLimit else { return recent.append(sample) }
      recent[oldest] = sample
      oldest = (oldest + 1) % recent.count
    }
  }

  private let content = Mutex(Content())

  func note(_ journey: Journey, _ stages: [RoadStage: Duration]) {
    content.withLock { content in
      for (stage, duration) in stages { content.series[stage, default: Series()].add(duration.milliseconds / 1000) }
      guard let assessment = journey.assessment else { return }
      content.remember(StageSample(stream: assessment.stream, sequence: assessment.sequence, stages: stages))
    }
  }

  var snapshot: [RoadStage: Series] { content.withLock { $0.series } }

  /// The last ``recentLimit`` frames that came to an assessment, in no particular order.
  var recent: [StageSample] { content.withLock { $0.recent } }
}

extension Journey {
  /// What viewers are shown; `nil` for frames that came to nothing.
  fileprivate var assessment: Assessment? {
    switch self {
    case .analysed(let scored, _): scored.assessment
    case .gated(let assessment, _): assessment
    case .late, .failed: nil
    }
  }
}
