import Configuration
import Foundation
import FoundationNetworking
import Pipeline
import Vocabulary

/// `bench post`: one JPEG to `POST /api/v1/analyses` after the other, with and without a live stream beside it.
struct PostBench: Bench {
  let name = "post"
  let summary = "POST of a picture to its assessment"

  private static let count = 60

  private struct Row: Encodable, Sendable {
    /// What else the server does: nothing, or one live stream.
    let beside: String
    let count: Int
    let p50: Double
    let p95: Double
    let p99: Double

    enum CodingKeys: String, CodingKey {
      case beside, count
      case p50 = "p50_ms"
      case p95 = "p95_ms"
      case p99 = "p99_ms"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let pixels = try await ClipPicture.read(order.streamed)
    let picture = Data(try SamplePicture.jpeg(of: pixels))
    var table = BenchTable(
      "post: a JPEG of \(pixels.width)×\(pixels.height) (\(picture.count / 1024) kB) to POST /api/v1/analyses, \(Self.count) times, "
        + "\(order.model); milliseconds",
      columns: ["beside", "p50", "p95", "p99"], on: machine)
    for (beside, streams) in [("nothing", [StreamSetting]?.some([])), ("the demo stream", nil)] {
      var settings = Settings()
      (settings.model, settings.packs, settings.streams) = (order.model, [order.pack], streams)
      let quantiles = try await measure(settings, picture)
      table.add(
        [beside, quantiles.p50.formatted2, quantiles.p95.formatted2, quantiles.p99.formatted2],
        Row(
          beside: beside, count: Self.count, p50: quantiles.p50.rounded3, p95: quantiles.p95.rounded3, p99: quantiles.p99.rounded3
        ))
    }
    return table
  }

  private func measure(_ settings: Settings, _ picture: Data) async throws -> Quantiles {
    let times = try await BenchServer.run(settings) { server in
      var request = URLRequest(url: server.url.appending(path: "api/v1/analyses"))
      request.httpMethod = "POST"
      request.setValue("image/jpeg", forHTTPHeaderField: "Content-Type")
      request.httpBody = picture
      var times: [Double] = []
      for number in 0..<(Self.count + 5) {
        let start = ContinuousClock.now
        let body = try await LocalClient.reply(to: request)
        // The first few warm the road up; a picture that the gate refused would be a fast answer to another question.
        if number >= 5 { times.append((ContinuousClock.now - start).milliseconds) } else { try Self.checkUsable(body) }
      }
      return times
    }
    guard let quantiles = Quantiles(of: times) else { throw CommandFailure.failed("nothing was measured") }
    return quantiles
  }

  private static func checkUsable(_ body: Data) throws {
    let record = try JSONDecoder().decode(AssessmentRecord.self, from: body)
    guard record.gate.usable else {
      let reasons = record.gate.reasons.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure.failed("the clip's picture is refused (\(reasons)): give a --clip whose first second shows skin well")
    }
  }
}
