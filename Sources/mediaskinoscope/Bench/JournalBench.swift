import Foundation
import Journal
import Vocabulary

/// `bench journal`: how long until an alert is on the disk.
struct JournalBench: Bench {
  let name = "journal"
  let summary = "an alert to the disk, a page of alerts, a walk of the chain"

  private struct Row: Encodable, Sendable {
    let what: String
    let p50: Double
    let p95: Double
    let p99: Double

    enum CodingKeys: String, CodingKey {
      case what
      case p50 = "p50_ms"
      case p95 = "p95_ms"
      case p99 = "p99_ms"
    }
  }

  private struct Closing: Encodable, Sendable {
    let alerts: Int
    let bytesAnAlert: Int
    let verification: Double

    enum CodingKeys: String, CodingKey {
      case alerts
      case bytesAnAlert = "bytes_per_alert"
      case verification = "verification_ms"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let result = try await withTemporaryFolder { try await JournalBenchmark.run(folder: $0.path) }
    var table = BenchTable(
      "journal: in \(FileManager.default.temporaryDirectory.path), \(result.alerts) alerts of \(result.bytesAnAlert) bytes; milliseconds",
      columns: ["what", "p50", "p95", "p99"], on: machine)
    for (what, times) in [("append an alert", result.append), ("a page of 100 alerts", result.page)] {
      let row = Row(what: what, p50: times.p50.rounded3, p95: times.p95.rounded3, p99: times.p99.rounded3)
      table.add([what, times.p50.formatted2, times.p95.formatted2, times.p99.formatted2], row)
    }
    table.close(
      "the whole chain verified in \(result.verification.formatted2) ms",
      Closing(alerts: result.alerts, bytesAnAlert: result.bytesAnAlert, verification: result.verification.rounded3))
    return table
  }
}
