import Soup
import TestSupport
import Testing
import Vocabulary

@testable import Server

/// Peers that misbehave: the server must still answer the next one.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct RobustnessTests {
  @Test func `requests sent all at once are answered in order`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      let paths = ["/health/live", "/api/v1/streams/demo", "/nothing", "/health", "/api/v1/conditions", "/"]
      try await client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
      var statuses: [Int] = []
      for _ in paths { statuses.append(try await client.readResponse().status) }
      #expect(statuses == [200, 200, 404, 200, 200, 200])
    }
  }

  @Test func `a peer that leaves before its reply does no harm`() async throws {
    try await RunningServer.with { running async throws in
      await running.backend.holdAnalyses()
      for _ in 0..<5 {
        try await running.client().send("POST /api/v1/analyses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\n\u{7F}")
        let client = try running.client()
        try await client.send("POST /api/v1/analyses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n")
        try await client.send([0xFF, 0xD8, 0xFF, 0xE0])
      }
      while await running.backend.heldAnalyses < 5 { await Task.yield() }
      await running.backend.releaseAnalyses()
      #expect(try await running.request("GET", "/health").status == 200)
    }
  }

  @Test func `event streams whose peers left are noticed and forgotten`() async throws {
    var limits = ServerLimits()
    limits.heartbeat = .milliseconds(50)
    limits.listener.sweep = .milliseconds(50)
    try await RunningServer.with(limits: limits) { running async throws in
      for _ in 0..<10 {
        let client = try running.client()
        try await client.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = try await client.readEvent()
      }
      var isForgotten = false
      while !isForgotten {
        running.backend.emit(.assessment(.sample(.demo, sequence: 1)))
        isForgotten = try await running.request("GET", "/metrics").text.contains("skino_event_clients 0\n")
      }
      let reply = try await running.request("GET", "/metrics").text
      #expect(reply.contains("skino_event_clients 0\n"))
    }
  }

  @Test func `a client that does not read costs no alert and no other client`() async throws {
    var limits = ServerLimits()
    limits.waitingAlerts = 8
    try await RunningServer.with(limits: limits) { running async throws in
      let slow = try RawClient(port: running.port, receiveBuffer: 65_536)
      try await slow.send("GET /api/v1/events?stream=demo HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let other = try running.client()
      try await other.send("GET /api/v1/events?stream=other HTTP/1.1\r\nHost: localhost\r\n\r\n")
      _ = try await other.readEvent(named: "health")
      let first = try await slow.readEvent(named: "stream")
      #expect(first.name == "stream")
      // More than the sockets' buffers hold: the queue overflows and the stream is ended, not thinned out.
      let padding = String(repeating: "x", count: 60_000)
      for _ in 0..<300 {
        var record = AlertRecord.sample()
        record.preprocessing = padding
        await running.backend.raise(record)
      }
      // Only once all of them have been offered may the slow one read: events go to everyone in their order.
      var mark = AlertRecord.sample()
      mark.stream = try #require(StreamIdentifier("other"))
      await running.backend.raise(mark)
      _ = try await other.readEvent(named: "alert")
      var last: Int64 = 0
      while let event = try? await slow.readEvent() {
        if let id = event.id.flatMap({ Int64($0) }) {
          #expect(id == last + 1)
          last = id
        }
      }
      #expect(last > 0 && last < 300)
      // It comes back and misses nothing.
      let again = try running.client()
      try await again.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: \(last)\r\n\r\n")
      while last < 300 {
        guard let id = try await again.readEvent().id.flatMap({ Int64($0) }) else { continue }
        #expect(id == last + 1)
        last = id
      }
    }
  }

  @Test func `mangled requests never take the server down`() async throws {
    var limits = ServerLimits()
    limits.listener.head = .milliseconds(300)
    limits.listener.body = .milliseconds(300)
    limits.listener.idle = .milliseconds(300)
    limits.listener.sweep = .milliseconds(50)
    try await RunningServer.with(limits: limits) { running async throws in
      var generator = SplitMix64(seed: 42)
      let seeds = [
        "GET /api/v1/events?stream=demo HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 1\r\n\r\n",
        "POST /whip/demo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n",
        "PATCH /api/v1/streams/demo/thresholds HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n17\r\n{\"melanoma\":{\"enter\":1}}\r\n0\r\n\r\n",
        "GET /api/v1/streams/a/frames HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        "POST /api/v1/analyses HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
        "GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1,3-\r\nIf-None-Match: \"x\"\r\nCookie: skino=1; skino=2\r\n\r\n",
      ]
      for round in 0..<240 {
        var bytes = Array(seeds[round % seeds.count].utf8)
        for _ in 0...Int(generator.next() % 6) {
          let place = Int(generator.next() % UInt64(bytes.count))
          switch generator.next() % 4 {
          case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
          case 1: bytes.remove(at: place)
          case 2: bytes.insert(contentsOf: bytes.prefix(place), at: place)
          default: bytes.insert(UInt8(truncatingIfNeeded: generator.next()), at: place)
          }
          if bytes.isEmpty { bytes = [10] }
        }
        let client = try running.client()
        try await client.send(bytes)
        // Some are read, some leave at once.
        if round % 3 == 0 { _ = try? await client.read(count: 1) }
      }
      #expect(try await running.request("GET", "/health").status == 200)
    }
  }
}
