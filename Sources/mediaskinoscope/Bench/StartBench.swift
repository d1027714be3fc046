import Foundation
import Vocabulary

/// `bench start`: from the command to the first line, and to the first analysed frame of the demo stream.
struct StartBench: Bench {
  let name = "start"
  let summary = "from the command to the first line and the first analysed frame"

  private struct Row: Encodable, Sendable {
    /// `fresh` has an empty data folder; `again` finds what the first start left.
    let start: String
    let firstLine: Double
    let firstAnalysed: Double
    let end: Double

    enum CodingKeys: String, CodingKey {
      case start
      case firstLine = "first_line_ms"
      case firstAnalysed = "first_analysed_ms"
      case end = "end_ms"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    var table = BenchTable(
      "start: `serve` with the demo stream, \(order.model); milliseconds from the command on, and from SIGTERM to the end",
      columns: ["start", "first line", "first analysed", "end"], on: .now())
    try await withTemporaryFolder { folder in
      for start in ["fresh", "again", "again"] {
        let row = try await measure(start, folder, order)
        table.add([row.start, row.firstLine.formatted2, row.firstAnalysed.formatted2, row.end.formatted2], row)
      }
    }
    return table
  }

  private func measure(_ start: String, _ folder: URL, _ order: BenchOrder) async throws -> Row {
    let began = ContinuousClock.now
    let choices = ["--data", folder.path, "--model", order.model, "--pack", order.pack]
    let server = try ServerProcess(["serve", "--listen", "127.0.0.1:0"] + choices)
    let url = try await server.address()
    let firstLine = ContinuousClock.now - began
    try await firstAnalysed(url)
    let firstAnalysed = ContinuousClock.now - began
    let told = ContinuousClock.now
    await server.end()
    return Row(
      start: start, firstLine: firstLine.milliseconds.rounded3, firstAnalysed: firstAnalysed.milliseconds.rounded3,
      end: (ContinuousClock.now - told).milliseconds.rounded3)
  }

  private func firstAnalysed(_ server: URL) async throws {
    let connection = EventConnection(server)
    defer { connection.close() }
    var events = AssessmentEvents()
    for await bytes in connection.bytes where try events.take(bytes).contains(where: \.gate.usable) { return }
    throw CommandFailure.failed("the server ended before it had analysed a frame")
  }
}
