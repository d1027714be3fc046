import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct McpStatelessTests {
  private static let meta: JSONValue = [
    "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
  ]

  private static func message(_ method: String, _ params: [String: JSONValue] = [:]) -> JSONValue {
    ["jsonrpc": "2.0", "id": 5, "method": .string(method), "params": .object(params.merging(["_meta": meta]) { $1 })]
  }

  private static func headers(_ method: String, _ name: String? = nil) -> [String] {
    ["MCP-Protocol-Version: 2026-07-28", "Mcp-Method: \(method)"] + (name.map { ["Mcp-Name: \($0)"] } ?? [])
  }

  @Test func `tells what it speaks, and answers without a session`() async throws {
    try await RunningServer.with { running async throws in
      let client = McpClient(running)
      let discovered = try await client.send(Self.message("server/discover"), extra: Self.headers("server/discover")).json()[
        "result"]
      #expect(discovered?["supportedVersions"]?.items.first == "2026-07-28")
      #expect(discovered?["resultType"] == "complete" && discovered?["cacheScope"] == "private")
      let reply = try await client.send(
        Self.message("tools/call", ["name": "list_conditions"]), extra: Self.headers("tools/call", "list_conditions"))
      #expect(reply.header("mcp-session-id") == nil)
      let result = try reply.json()["result"]
      #expect(result?["structuredContent"]?["items"]?.items.count == 2)
      #expect(result?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "mediaskinoscope")
      let read = try await client.send(
        Self.message("resources/read", ["uri": "skino://alerts"]),
        extra: Self.headers("resources/read", "=?base64?c2tpbm86Ly9hbGVydHM=?="))
      #expect(read.status == 200)
    }
  }

  @Test func `headers that do not say what the body says are refused`() async throws {
    try await RunningServer.with { running async throws in
      let client = McpClient(running)
      let call = Self.message("tools/call", ["name": "list_conditions"])
      for headers in [
        Self.headers("tools/call"), Self.headers("tools/call", "list_alerts"), Self.headers("tools/list", "list_conditions"),
        ["MCP-Protocol-Version: 2026-07-28"], ["Mcp-Method: tools/call", "Mcp-Name: list_conditions"],
        ["MCP-Protocol-Version: 2025-11-25", "Mcp-Method: tools/call", "Mcp-Name: list_conditions"],
      ] {
        let reply = try await client.send(call, extra: headers)
        #expect(reply.status == 400)
        #expect(try reply.json()["error"]?["code"] == -32020, "\(headers)")
      }
      let unknown = try await client.send(Self.message("ping"), extra: Self.headers("ping"))
      #expect(unknown.status == 404)
      #expect(try unknown.json()["error"]?["code"] == -32601)
      let other = try await client.send(Self.message("tools/list"), extra: ["MCP-Protocol-Version: 2031-01-01"])
      #expect(other.status == 400)
      #expect(try other.json()["error"]?["code"] == -32022)
      #expect(try other.json()["error"]?["data"]?["supported"]?.items.count == 4)
    }
  }

  @Test func `a request may listen, and is told what it will hear`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      let message = Self.message(
        "subscriptions/listen",
        [
          "notifications": [
            "toolsListChanged": true, "resourceSubscriptions": ["skino://alerts", "skino://streams", "x"],
          ]
        ])
      let body = message.encoded
      let head =
        (Self.headers("subscriptions/listen") + [
          "Content-Type: application/json", "Accept: application/json, text/event-stream", "Content-Length: \(body.count)",
        ]).map { $0 + "\r\n" }.joined()
      try await client.send(Array("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n\(head)\r\n".utf8) + body)
      let acknowledged = try await client.readEvent().json()
      #expect(acknowledged["method"] == "notifications/subscriptions/acknowledged")
      #expect(acknowledged["params"]?["notifications"] == ["resourceSubscriptions": ["skino://alerts"]])
      await running.backend.raise(.sample())
      let told = try await client.readEvent()
      #expect(told.id == nil)
      #expect(try told.json()["params"]?["uri"] == "skino://alerts")
      #expect(try told.json()["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == 5)
      await running.server.stop(draining: .seconds(2))
      #expect(try await client.readEvent().json()["result"]?["resultType"] == "complete")
    }
  }
}
