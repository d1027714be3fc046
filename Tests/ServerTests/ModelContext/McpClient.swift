import Configuration
import Foundation
import Vocabulary

@testable import Server

/// A client that sends what it is told and nothing else.
struct McpClient {
  let running: RunningServer
  var headers: [String] = []
  var session: String?

  init(_ running: RunningServer, as role: Role? = nil) {
    self.running = running
    if let role { headers = [AccessTests.bearer(role)] }
  }

  /// One that has a session of this version.
  static func ready(
    _ running: RunningServer, as role: Role? = nil, version: String = "2025-11-25"
  ) async throws -> McpClient {
    var client = McpClient(running, as: role)
    let reply = try await client.send(
      ["jsonrpc": "2.0", "id": 0, "method": "initialize", "params": initializing(version)])
    client.session = reply.header("mcp-session-id")
    return client
  }

  static func initializing(_ version: String) -> JSONValue {
    ["protocolVersion": .string(version), "capabilities": [:], "clientInfo": ["name": "test", "version": "1"]]
  }

  func send(_ message: JSONValue, extra: [String] = []) async throws -> Response {
    try await post(message.encodedText, extra: extra)
  }

  func post(_ body: String, type: String = "application/json", extra: [String] = []) async throws -> Response {
    let own = session.map { ["Mcp-Session-Id: \($0)"] } ?? []
    return try await running.request(
      "POST", "/mcp",
      headers: headers + own + ["Content-Type: \(type)", "Accept: application/json, text/event-stream"] + extra, body: body)
  }

  func ask(_ method: String, _ params: JSONValue = [:], id: JSONValue = 1) async throws -> JSONValue {
    try await send(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": params]).json()
  }

  /// The result of a tool.
  func call(_ tool: String, _ arguments: JSONValue = [:]) async throws -> JSONValue {
    try await ask("tools/call", ["name": .string(tool), "arguments": arguments])["result"] ?? .null
  }

  /// An open stream of notifications, behind its head.
  func listen(last: String? = nil) async throws -> RawClient {
    let client = try running.client()
    let own = headers + (session.map { ["Mcp-Session-Id: \($0)"] } ?? []) + (last.map { ["Last-Event-ID: \($0)"] } ?? [])
    let head = (own + ["Accept: text/event-stream"]).map { $0 + "\r\n" }.joined()
    try await client.send("GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n\(head)\r\n")
    _ = try await client.read(until: "retry: 2000\n\n")
    return client
  }
}
