import Synchronization
import Vocabulary

/// How long each stage took, in the buckets of the metrics.
///
/// - Threading: safe from any thread.
final class StageHistogram: Sendable {
  /// Upper bounds in seconds, as the metric's documentation names them.
  static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5]

  struct Series: Sendable {
    var buckets = [UInt64](repeating: 0, count: StageHistogram.bounds.count + 1)
    var sum = 0.0

    mutating func add(_ seconds: Double) {
      buckets[StageHistogram.bounds.firstIndex { seconds <= $0 } ?? StageHistogram.bounds.count] += 1
      sum += seconds
    }
  }

  private let series = Mutex<[RoadStage: Series]>([:])

  func note(_ stages: [RoadStage: Duration]) {
    series.withLock { all in
      for (stage, duration) in stages { all[stage, default: Series()].add(duration.milliseconds / 1000) }
    }
  }

  var snapshot: [RoadStage: Series] { series.withLock { $0 } }
}
