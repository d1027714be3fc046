import Pipeline
import Vocabulary

/// `bench calls`: decision to the words' arrival at a call service on this machine.
struct CallsBench: Bench {
  let name = "calls"
  let summary = "an alert to the arrival of its words at a call service on this machine"

  private struct Row: Encodable, Sendable {
    let what: String
    let alerts: Int
    let p50: Double
    let p95: Double
    let p99: Double

    enum CodingKeys: String, CodingKey {
      case what, alerts
      case p50 = "p50_ms"
      case p95 = "p95_ms"
      case p99 = "p99_ms"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let measured = try await withTemporaryFolder { try await CallBenchmark.run(folder: $0) }
    var table = BenchTable(
      "calls: \(measured.alerts) warnings through journal, call machine and client into a call that is under way",
      columns: ["what", "p50 ms", "p95 ms", "p99 ms"], on: machine)
    let (what, values) = ("decision to the arrival of the say request", measured.said)
    table.add(
      [what, values.p50.formatted2, values.p95.formatted2, values.p99.formatted2],
      Row(what: what, alerts: measured.alerts, p50: values.p50.rounded3, p95: values.p95.rounded3, p99: values.p99.rounded3))
    return table
  }
}
