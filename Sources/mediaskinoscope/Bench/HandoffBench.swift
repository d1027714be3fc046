import Foundation
import Pipeline

/// `bench handoff`: the sender that `Benchmarks/handoff.py` kills while it sends. Alone it is of no use.
struct HandoffBench: Bench {
  let name = "handoff"
  let summary = "the sender of `scripts/bench --only handoff`, which kills it"

  func run(_ order: BenchOrder) async throws -> BenchTable {
    guard let folder = order.data, let alerts = order.pictureLimit else {
      throw CommandFailure.failed("bench handoff: run scripts/bench --only handoff, which starts this with --data and --pictures")
    }
    let machine = Machine.now()
    try await HandoffWorker.run(folder: folder, alerts: alerts)
    return BenchTable("handoff: \(alerts) alerts are handed over", columns: [], on: machine)
  }
}
