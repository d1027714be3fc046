import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct McpStreamTests {
  private static func uri(_ event: ServerSentEvent) throws -> String? { try event.json()["params"]?["uri"]?.text }

  @Test func `tells subscribers of alerts and nobody of anything else`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await McpClient.ready(running)
      let stream = try await client.listen()
      let silent = AlertRecord.sample()
      await running.backend.raise(silent)
      #expect(try await client.ask("resources/subscribe", ["uri": "skino://alerts"])["result"] == [:])
      #expect(try await client.ask("resources/subscribe", ["uri": "skino://streams"])["error"]?["code"] == -32602)
      #expect(try await client.ask("resources/subscribe", ["uri": "skino://nothing"])["error"]?["code"] == -32002)
      let sequence = await running.backend.raise(.sample())
      // What was raised just before may be told too: whether somebody subscribes is asked when it is read.
      var told = try await stream.readEvent()
      while told.id != "\(sequence)-0" {
        #expect(try Self.uri(told) == "skino://alerts")
        told = try await stream.readEvent()
      }
      #expect(try Self.uri(told) == "skino://alerts")
      #expect(try told.json()["method"] == "notifications/resources/updated")
      #expect(try await client.ask("resources/unsubscribe", ["uri": "skino://alerts"])["result"] == [:])
      #expect(try await client.ask("resources/subscribe", ["uri": .string("skino://alerts/\(silent.id)")])["result"] == [:])
      await running.backend.raise(.sample())
      let changed = await running.backend.append(.alertAcknowledged, alert: silent)
      running.backend.emit(.alertChanged(silent, sequence: changed))
      #expect(try Self.uri(try await stream.readEvent()) == "skino://alerts/\(silent.id)")
    }
  }

  @Test func `goes on behind the last event, with none lost and none twice`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await McpClient.ready(running)
      _ = try await client.ask("resources/subscribe", ["uri": "skino://alerts"])
      var stream: RawClient? = try await client.listen()
      var sequences: [Int64] = []
      sequences.append(await running.backend.raise(.sample()))
      let first = try await stream?.readEvent()
      #expect(first?.id == "\(sequences[0])-0")
      stream = nil
      // More than two pages while the client is away, with entries between that are no events.
      for index in 0..<450 {
        sequences.append(await running.backend.append(.alertRaised, alert: .sample()))
        if index.isMultiple(of: 50) { await running.backend.append(.thresholdChanged) }
      }
      let again = try await client.listen(last: try #require(first?.id))
      sequences.append(await running.backend.raise(.sample()))
      var ids: [String] = []
      while ids.count < sequences.count - 1 {
        if let id = try await again.readEvent().id { ids.append(id) }
      }
      #expect(ids == sequences.dropFirst().map { "\($0)-0" })
    }
  }

  @Test func `half of an entry's notifications are not told again`() throws {
    let alert = AlertRecord.sample()
    let entry = JournalEntry(
      sequence: 7, kind: .alertRaised, at: "", session: nil, alert: alert.id, data: [:], previousHash: "", hash: "")
    var cursor = try #require(McpCursor(id: "7-0"))
    #expect(cursor.notifications(of: entry).map(\.id) == ["7-1"])
    #expect(cursor == McpCursor(through: 7))
    var whole = McpCursor(through: 6)
    #expect(whole.notifications(of: entry).map(\.id) == ["7-0", "7-1"])
    for wrong in ["", "7", "7-", "-1-0", "0-0", "7-16", "a-0", "7-0-0", "99999999999999999999-0"] {
      #expect(McpCursor(id: wrong) == nil)
    }
  }

  @Test func `a newer stream of a session takes the place of the older`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await McpClient.ready(running)
      let older = try await client.listen()
      let newer = try await client.listen()
      _ = try await older.read(until: "0\r\n\r\n")
      _ = try await client.ask("resources/subscribe", ["uri": "skino://alerts"])
      await running.backend.raise(.sample())
      #expect(try Self.uri(try await newer.readEvent()) == "skino://alerts")
    }
  }

  @Test func `the end of a session ends its stream`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await McpClient.ready(running)
      let stream = try await client.listen()
      _ = try await running.request("DELETE", "/mcp", headers: ["Mcp-Session-Id: \(client.session ?? "")"])
      _ = try await stream.read(until: "0\r\n\r\n")
      let other = try await McpClient.ready(running)
      let last = try await other.listen()
      await running.server.stop(draining: .seconds(2))
      _ = try await last.read(until: "0\r\n\r\n")
    }
  }

  @Test func `a stream needs a session and a sensible last event`() async throws {
    try await RunningServer.with { running async throws in
      let accept = "Accept: text/event-stream"
      #expect(try await running.request("GET", "/mcp", headers: [accept]).status == 400)
      #expect(try await running.request("GET", "/mcp", headers: [accept, "Mcp-Session-Id: x"]).status == 404)
      let client = try await McpClient.ready(running)
      let own = "Mcp-Session-Id: \(client.session ?? "")"
      #expect(try await running.request("GET", "/mcp", headers: [accept, own, "Last-Event-ID: x"]).status == 400)
    }
  }
}
