import Configuration
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct EventTests {
  private static func open(_ running: RunningServer, _ query: String = "", headers: [String] = []) async throws -> RawClient {
    let client = try running.client()
    let extra = headers.map { $0 + "\r\n" }.joined()
    try await client.send("GET /api/v1/events\(query) HTTP/1.1\r\nHost: localhost\r\n\(extra)\r\n")
    let head = try await client.read(until: "\r\n\r\n")
    #expect(head.hasPrefix("HTTP/1.1 200"))
    #expect(head.contains("Content-Type: text/event-stream"))
    #expect(head.contains("Cache-Control: no-store"))
    return client
  }

  @Test func `tells the present state first, then what happens`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await Self.open(running)
      #expect(try await client.readEvent().name == "health")
      let stream = try await client.readEvent()
      #expect(stream.name == "stream")
      #expect(try stream.json()["session"] == .null)
      running.backend.emit(.assessment(.sample(.demo, sequence: 7)))
      let assessment = try await client.readEvent(named: "assessment")
      #expect(assessment.id == nil)
      let record = try assessment.json()
      #expect(record["frame"]?["sequence"] == .integer(7))
      #expect(record["sender_age_ms"] == .null)
      #expect(record["research_use_only"] == .bool(true))
    }
  }

  @Test(arguments: [(Role.viewer, false), (.reviewer, true), (.clinician, true), (.administrator, true)])
  func `what a sink was given up on reaches those only who may read how sinks stand`(_ role: Role, _ mayKnow: Bool) async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let token = [AccessTests.bearer(role)]
      await running.backend.sinks.giveUp(3)
      #expect(try await running.request("GET", "/api/v1/sinks", headers: token).status == (mayKnow ? 200 : 403))
      let client = try await Self.open(running, headers: token)
      var names: [String] = []
      while names.last != "stream" { names.append(try await client.readEvent().name) }
      #expect(names == (mayKnow ? ["health", "sink", "stream"] : ["health", "stream"]), "as the stream begins")
      running.backend.emit(.sink(SinkNotice(sink: "ehr", dead: 7)))
      running.backend.emit(.assessment(.sample(.demo, sequence: 7)))
      while names.last != "assessment" { names.append(try await client.readEvent().name) }
      #expect(names.count { $0 == "sink" } == (mayKnow ? 2 : 0))
    }
  }

  @Test func `an alert carries its journal sequence and no vector`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await Self.open(running)
      _ = try await client.readEvent(named: "stream")
      let sequence = await running.backend.raise(.sample())
      let alert = try await client.readEvent(named: "alert")
      #expect(alert.id == "\(sequence)")
      #expect(!alert.data.contains("vector"))
      #expect(try alert.json()["acknowledged"] == .null)
    }
  }

  @Test(arguments: ["header", "query"])
  func `resumes after the last id with none lost and none twice`(way: String) async throws {
    try await RunningServer.with { running async throws in
      // More than two pages of the journal, with entries between that are no events.
      var sequences: [Int64] = []
      for index in 0..<450 {
        sequences.append(await running.backend.append(.alertRaised, alert: .sample()))
        if index.isMultiple(of: 50) { await running.backend.append(.thresholdChanged) }
      }
      let seen = sequences[3]
      let client =
        way == "header"
        ? try await Self.open(running, headers: ["Last-Event-ID: \(seen)"])
        : try await Self.open(running, "?last_event_id=\(seen)")
      var received: [Int64] = []
      while received.count < 200 {
        if let id = try await client.readEvent().id.flatMap({ Int64($0) }) { received.append(id) }
      }
      // While it still catches up, new ones are raised.
      for _ in 0..<20 { sequences.append(await running.backend.raise(.sample())) }
      while received.count < sequences.count - 4 {
        let event = try await client.readEvent()
        guard let id = event.id.flatMap({ Int64($0) }) else { continue }
        #expect(event.name == "alert")
        #expect(!event.data.contains("vector"))
        received.append(id)
      }
      #expect(received == Array(sequences.dropFirst(4)))
      // And goes on live.
      let last = await running.backend.raise(.sample())
      #expect(try await client.readEvent(named: "alert").id == "\(last)")
    }
  }

  @Test func `changes of alerts resume as changes`() async throws {
    try await RunningServer.with { running async throws in
      let record = AlertRecord.sample()
      let raised = await running.backend.append(.alertRaised, alert: record)
      let changed = await running.backend.append(.alertAcknowledged, alert: record)
      let client = try await Self.open(running, headers: ["Last-Event-ID: \(raised)"])
      let event = try await client.readEvent(named: "alert-changed")
      #expect(event.id == "\(changed)")
      #expect(try event.json()["id"] == .string(record.id.text))
    }
  }

  @Test func `a filter leaves out other streams`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await Self.open(running, "?stream=ward")
      _ = try await client.readEvent(named: "health")
      running.backend.emit(.assessment(.sample(.demo, sequence: 1)))
      running.backend.emit(.assessment(.sample(.sample("ward"), sequence: 2)))
      #expect(try await client.readEvent(named: "assessment").json()["stream"] == .string("ward"))
    }
  }

  @Test func `a wrong last id or stream is refused`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("GET", "/api/v1/events", headers: ["Last-Event-ID: x"]).status == 400)
      #expect(try await running.request("GET", "/api/v1/events?stream=A%20b").status == 422)
    }
  }

  @Test func `a silent stream gets comments`() async throws {
    var limits = ServerLimits()
    limits.heartbeat = .milliseconds(100)
    try await RunningServer.with(limits: limits) { running async throws in
      let client = try await Self.open(running)
      _ = try await client.read(until: ": beat\n\n")
    }
  }

  @Test func `there is a bound on open streams`() async throws {
    var limits = ServerLimits()
    limits.eventClients = 1
    try await RunningServer.with(limits: limits) { running async throws in
      let client = try await Self.open(running)
      let refused = try await running.request("GET", "/api/v1/events")
      #expect(refused.status == 503)
      #expect(refused.header("retry-after") != nil)
      _ = try await client.readEvent()
    }
  }

  @Test func `the end of the server ends the stream`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await Self.open(running)
      _ = try await client.readEvent(named: "stream")
      await running.server.stop(draining: .seconds(2))
      let rest = try await client.readToEnd()
      #expect(String(decoding: rest, as: UTF8.self).hasSuffix("0\r\n\r\n"))
    }
  }
}
