import Configuration
import Foundation
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct McpProtocolTests {
  @Test(arguments: [
    ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"), ("2025-11-25", "2025-11-25"), ("1999-01-01", "2025-11-25"),
    ("2026-07-28", "2025-11-25"),
  ])
  func `a handshake agrees on what both know`(asked: String, agreed: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await McpClient(running).send(
        ["jsonrpc": "2.0", "id": "a", "method": "initialize", "params": McpClient.initializing(asked)])
      #expect(reply.status == 200 && reply.header("mcp-session-id")?.count == 32)
      let result = try reply.json()["result"]
      #expect(result?["protocolVersion"] == .string(agreed))
      #expect(result?["instructions"]?.text?.contains("not for diagnosis") == true)
      #expect(result?["capabilities"]?["resources"]?["subscribe"] == true)
      #expect(result?["capabilities"]?["logging"] == nil)
    }
  }

  @Test func `an old version gets results without structure, a newer one with it`() async throws {
    try await RunningServer.with { running async throws in
      let old = try await McpClient.ready(running, version: "2025-03-26")
      #expect(try await old.call("list_conditions")["structuredContent"] == nil)
      #expect(try await old.ask("tools/list")["result"]?["tools"]?.items.first?["outputSchema"] == nil)
      let new = try await McpClient.ready(running)
      #expect(try await new.call("list_conditions")["structuredContent"]?["items"]?.items.count == 2)
    }
  }

  @Test func `each mistake has its code`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await McpClient.ready(running)
      func code(_ body: String) async throws -> (Int, JSONValue?) {
        let reply = try await client.post(body)
        return (reply.status, try reply.json()["error"]?["code"])
      }
      #expect(try await code("{") == (400, -32700))
      #expect(try await code(String(repeating: "[", count: 30_000)) == (400, -32700))
      #expect(try await code("[{}]") == (400, -32600))
      #expect(try await code(#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#) == (400, -32600))
      #expect(try await code(#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#) == (400, -32600))
      #expect(try await code(#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#) == (400, -32600))
      let asked: [(String, JSONValue, JSONValue)] = [
        ("nothing/here", [:], -32601), ("logging/setLevel", ["level": "info"], -32601), ("prompts/list", [:], -32601),
        ("tools/call", ["name": "nothing"], -32602), ("tools/call", ["name": "list_alerts", "arguments": []], -32602),
        ("tools/list", ["cursor": "x"], -32602), ("resources/read", ["uri": "file:///etc/passwd"], -32002),
      ]
      for (method, params, expected) in asked {
        #expect(try await client.ask(method, params)["error"]?["code"] == expected, "\(method)")
      }
      #expect(try await client.post(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#).json()["result"] == [:])
    }
  }

  @Test func `what is no message of this protocol is refused before it is read`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await McpClient.ready(running)
      let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
      #expect(try await client.post(String(repeating: " ", count: 70_000)).status == 413)
      #expect(try await client.post(ping, type: "text/plain").status == 415)
      #expect(try await client.post(ping, extra: ["MCP-Protocol-Version: 2030-01-01"]).status == 400)
      #expect(try await client.post(ping, extra: ["MCP-Protocol-Version: 2025-11-25"]).status == 200)
      #expect(try await client.post(ping, extra: ["Origin: https://evil.example"]).status == 403)
      #expect(try await client.post(ping, extra: ["Sec-Fetch-Site: cross-site"]).status == 403)
      #expect(
        try await running.request("POST", "/mcp", headers: ["Content-Type: application/json", "Accept: text/html"], body: ping)
          .status == 406)
      #expect(try await running.request("GET", "/mcp", headers: ["Accept: text/html"]).status == 406)
      let foreign = ["Accept: text/event-stream", "Origin: https://e.example"]
      #expect(try await running.request("GET", "/mcp", headers: foreign).status == 403)
      let json = ["Content-Type: application/json"]
      #expect(try await running.request("POST", "/mcp", headers: json, body: ping, host: "rebound.example").status == 403)
    }
  }

  @Test func `a token does not excuse a foreign origin`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let client = try await McpClient.ready(running, as: .viewer)
      #expect(client.session != nil)
      let reply = try await client.post(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, extra: ["Origin: https://evil.example"])
      #expect(reply.status == 403)
    }
  }

  @Test func `a session is its principal's, and ends when it is told to`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let viewer = try await McpClient.ready(running, as: .viewer)
      var other = McpClient(running, as: .clinician)
      let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
      #expect(try await other.post(ping).status == 400)
      other.session = viewer.session
      #expect(try await other.post(ping).status == 404)
      let own = ["Mcp-Session-Id: \(viewer.session ?? "")"]
      #expect(try await running.request("DELETE", "/mcp", headers: other.headers + own).status == 404)
      #expect(try await viewer.post(ping).status == 200)
      #expect(try await running.request("DELETE", "/mcp", headers: viewer.headers + own).status == 204)
      #expect(try await viewer.post(ping).status == 404)
    }
  }

  @Test func `the least used of too many sessions ends, and other principals keep theirs`() async throws {
    var limits = ServerLimits()
    limits.mcp.sessionsOfOne = 3
    limits.mcp.sessions = 5
    try await RunningServer.with(tokens: AccessTests.tokens, limits: limits) { running async throws in
      let mine = try await McpClient.ready(running, as: .viewer)
      var others: [McpClient] = []
      for _ in 0..<10 { others.append(try await McpClient.ready(running, as: .clinician)) }
      let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
      #expect(try await mine.post(ping).status == 200)
      var statuses: [Int] = []
      for other in others { statuses.append(try await other.post(ping).status) }
      #expect(statuses == Array(repeating: 404, count: 7) + [200, 200, 200])
      _ = try await McpClient.ready(running, as: .reviewer)
      let refused = try await McpClient(running, as: .administrator).send(
        ["jsonrpc": "2.0", "id": 0, "method": "initialize", "params": McpClient.initializing("2025-11-25")])
      #expect(refused.status == 503 && refused.header("retry-after") != nil)
    }
  }

  @Test func `too many messages are told to wait`() async throws {
    var limits = ServerLimits()
    limits.mcp.burst = 5
    limits.mcp.perSecond = 0.001
    try await RunningServer.with(limits: limits) { running async throws in
      let client = try await McpClient.ready(running)
      var statuses: [Int] = []
      for _ in 0..<6 { statuses.append(try await client.post(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#).status) }
      #expect(statuses == [200, 200, 200, 200, 429, 429])
    }
  }

  @Test func `only the oldest version has batches`() async throws {
    try await RunningServer.with { running async throws in
      let messages: JSONValue = [
        ["jsonrpc": "2.0", "id": 1, "method": "ping"], ["jsonrpc": "2.0", "method": "notifications/x"], ["id": 3],
        ["jsonrpc": "2.0", "id": 4, "method": "nothing"],
      ]
      let body = messages.encodedText
      let old = try await McpClient.ready(running, version: "2025-03-26")
      let replies = try await old.post(body).json().items
      #expect(replies.count == 3 && replies[0]["result"] == [:])
      #expect(replies[1]["error"]?["code"] == -32600 && replies[1]["id"] == 3)
      #expect(replies[2]["error"]?["code"] == -32601)
      #expect(try await old.post(#"[{"jsonrpc":"2.0","method":"notifications/x"}]"#).status == 202)
      #expect(try await McpClient.ready(running).post(body).status == 400)
    }
  }

  @Test func `a request that is cancelled has no answer`() async throws {
    try await RunningServer.with { running async throws in
      let client = try await McpClient.ready(running)
      let sequence = await running.backend.append(.alertRaised, alert: .sample())
      #expect(sequence == 1)
      await running.backend.holdJournal()
      async let waiting = client.send([
        "jsonrpc": "2.0", "id": 9, "method": "tools/call",
        "params": ["name": "session_summary", "arguments": ["stream": "demo"]],
      ])
      while await running.backend.readersHeld == 0 { await Task.yield() }
      let again = try await client.send(["jsonrpc": "2.0", "id": 9, "method": "tools/list"])
      #expect(again.status == 400)
      let cancelled = try await client.send([
        "jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": 9],
      ])
      #expect(cancelled.status == 202)
      await running.backend.releaseJournal()
      let reply = try await waiting
      #expect(reply.status == 202 && reply.body.isEmpty)
    }
  }

  @Test func `long work tells how far it is to whoever wants to know`() async throws {
    try await RunningServer.with { running async throws in
      let record = AlertRecord.sample()
      await running.backend.append(.alertRaised, alert: record)
      for _ in 0..<450 { await running.backend.append(.thresholdChanged) }
      let client = try await McpClient.ready(running)
      let reply = try await client.send([
        "jsonrpc": "2.0", "id": 2, "method": "tools/call",
        "params": [
          "name": "similar_cases", "arguments": ["alert": .string(record.id.text)], "_meta": ["progressToken": "p"],
        ],
      ])
      #expect(reply.header("content-type") == "text/event-stream")
      let messages = try reply.text.components(separatedBy: "\n\n").filter { !$0.isEmpty }.map { try ServerSentEvent($0).json() }
      #expect(messages.count == 3)
      #expect(messages[0]["params"]?["progressToken"] == "p" && messages[0]["params"]?["progress"] == .integer(200))
      #expect(messages[2]["id"] == 2 && messages[2]["result"]?["structuredContent"]?["compared"] == 0)
    }
  }
}

extension JSONValue {
  /// The items of an array; none for anything else.
  var items: [JSONValue] {
    guard case .array(let items) = self else { return [] }
    return items
  }
}
