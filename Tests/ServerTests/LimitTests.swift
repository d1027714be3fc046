import Soup
import Testing

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct LimitTests {
  private static func quick() -> ServerLimits {
    var limits = ServerLimits()
    limits.listener.head = .milliseconds(400)
    limits.listener.body = .milliseconds(400)
    limits.listener.idle = .milliseconds(400)
    limits.listener.sweep = .milliseconds(50)
    return limits
  }

  @Test func `a head that never ends is cut off, however steadily it drips`() async throws {
    var limits = Self.quick()
    // Long enough that the first drops fall within it on a machine that runs all other tests beside this one.
    limits.listener.head = .seconds(10)
    try await RunningServer.with(limits: limits) { running async throws in
      // Waiting for the end in vain is what paces the drip.
      let client = try RawClient(port: running.port, timeoutMilliseconds: 100)
      try await client.send("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
      var drops = 0
      while drops < 300, (try? await client.readToEnd()) == nil {
        try await client.send("a")
        drops += 1
      }
      #expect(drops > 0)
      #expect(drops < 300)
    }
  }

  @Test func `a silent connection is cut off`() async throws {
    try await RunningServer.with(limits: Self.quick()) { running async throws in
      #expect(try await running.client().readToEnd().isEmpty)
    }
  }

  @Test func `a kept connection that falls silent is cut off`() async throws {
    try await RunningServer.with(limits: Self.quick()) { running async throws in
      let client = try running.client()
      #expect(try await client.exchange("GET", "/health/live").status == 200)
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test func `a body that does not come is cut off`() async throws {
    try await RunningServer.with(limits: Self.quick()) { running async throws in
      let client = try running.client()
      try await client.send(
        "POST /api/v1/streams HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test func `a body announced too long is refused before it is sent`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      try await client.send(
        "POST /api/v1/streams HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n")
      let reply = try await client.readResponse()
      #expect(reply.status == 413)
      #expect(reply.header("content-type") == "application/problem+json")
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test func `a chunked body is counted and refused when it passes the limit`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      try await client.send(
        "POST /api/v1/streams HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      )
      let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 32, count: 65_536) + Array("\r\n".utf8)
      for _ in 0..<32 { guard try await client.send(chunk) else { break } }
      #expect(try await client.readResponse().status == 413)
    }
  }

  @Test func `a chunked body within the limit is taken`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      let json = #"{"id":"ward","url":"rtsp://127.0.0.1/x"}"#
      try await client.send(
        "POST /api/v1/streams HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "\(String(json.utf8.count, radix: 16))\r\n\(json)\r\n0\r\n\r\n")
      #expect(try await client.readResponse().status == 201)
    }
  }

  @Test func `too many or too long headers are refused`() async throws {
    try await RunningServer.with { running async throws in
      let many = (0..<100).map { "X-\($0): 1" }
      #expect(try await running.request("GET", "/health", headers: many).status == 431)
      let long = "X-Long: " + String(repeating: "a", count: 20_000)
      #expect(try await running.request("GET", "/health", headers: [long]).status == 431)
      #expect(try await running.request("GET", "/" + String(repeating: "a", count: 5_000)).status == 414)
    }
  }

  @Test func `requests that two servers would read differently are refused`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("GET", "/health", headers: ["Host: other"]).status == 400)
      let client = try running.client()
      try await client.send(
        "POST /api/v1/streams HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
      #expect(try await client.readResponse().status == 400)
    }
  }

  @Test func `connections beyond the cap are closed and the others live`() async throws {
    var limits = ServerLimits()
    limits.listener.connections = 3
    try await RunningServer.with(limits: limits) { running async throws in
      var kept: [RawClient] = []
      for _ in 0..<3 {
        let client = try running.client()
        #expect(try await client.exchange("GET", "/health/live").status == 200)
        kept.append(client)
      }
      #expect(try await running.client().readToEnd().isEmpty)
      #expect(try await kept[0].exchange("GET", "/health/live").status == 200)
    }
  }

  @Test func `connections that their peers have left are not counted`() async throws {
    var limits = ServerLimits()
    limits.listener.connections = 3
    try await RunningServer.with(limits: limits) { running async throws in
      for number in 0..<40 {
        #expect(try await running.client().exchange("GET", "/health/live").status == 200, "\(number)")
      }
    }
  }

  @Test func `bytes that are no HTTP are refused and do no harm`() async throws {
    try await RunningServer.with { running async throws in
      for garbage in [
        "\u{16}\u{3}\u{1}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\r\n\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      ] {
        let client = try running.client()
        try await client.send(garbage)
        let reply = String(decoding: try await client.readToEndOrTimeout(), as: UTF8.self)
        #expect(
          reply.isEmpty || reply.hasPrefix("HTTP/1.1 400") || reply.hasPrefix("HTTP/1.0 400") || reply.hasPrefix("HTTP/1.0 505"))
      }
      #expect(try await running.request("GET", "/health").status == 200)
    }
  }

  @Test func `a peer that leaves in the middle does no harm`() async throws {
    try await RunningServer.with { running async throws in
      for part in ["GET /health HT", "POST /api/v1/streams HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{\"a\""] {
        try await running.client().send(part)
      }
      #expect(try await running.request("GET", "/health").status == 200)
    }
  }
}

extension RawClient {
  /// What came until the peer closed or nothing more did.
  func readToEndOrTimeout() async throws -> [UInt8] { (try? await readToEnd()) ?? [] }
}
