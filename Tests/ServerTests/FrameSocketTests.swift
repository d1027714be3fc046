import Configuration
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct FrameSocketTests {
  private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]

  private static func open(
    _ running: RunningServer, stream: String = "ward", headers: [String] = []
  ) async throws -> (client: RawClient, status: Int) {
    let client = try running.client()
    let extra = headers.map { $0 + "\r\n" }.joined()
    try await client.send(
      "GET /api/v1/streams/\(stream)/frames HTTP/1.1\r\nHost: localhost:\(running.port)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Extensions: permessage-deflate\r\n\(extra)\r\n")
    let head = try await client.read(until: "\r\n\r\n")
    #expect(!head.contains("permessage-deflate"))
    return (client, Int(head.split(separator: " ")[1]) ?? 0)
  }

  /// A masked frame, as clients send them (RFC 6455, 5.2).
  static func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
    var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
    switch payload.count {
    case ..<126: bytes.append(0x80 | UInt8(payload.count))
    case ..<65_536: bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    default: bytes += [0x80 | 127] + (0..<8).map { UInt8((payload.count >> (56 - 8 * $0)) & 255) }
    }
    // A mask of zeros leaves the payload as it is.
    return bytes + [0, 0, 0, 0] + payload
  }

  private static func readFrame(_ client: RawClient) async throws -> (opcode: UInt8, payload: [UInt8]) {
    while true {
      let head = try await client.read(count: 2)
      let payload = try await client.read(count: Int(head[1] & 127))
      // Pings come when they like.
      if head[0] & 15 != 9 { return (head[0] & 15, payload) }
    }
  }

  @Test func `each frame is answered with its sequence number`() async throws {
    try await RunningServer.with { running async throws in
      let (client, status) = try await Self.open(running)
      #expect(status == 101)
      for sequence in 1...3 {
        try await client.send(Self.frame(2, Self.jpeg))
        let reply = try await Self.readFrame(client)
        #expect(reply.opcode == 1)
        #expect(String(decoding: reply.payload, as: UTF8.self) == "\(sequence)")
      }
      #expect(await running.backend.frames.count == 3)
    }
  }

  @Test func `a damaged frame is answered and the next one counts`() async throws {
    try await RunningServer.with { running async throws in
      let (client, _) = try await Self.open(running)
      try await client.send(Self.frame(2, [1, 2, 3]))
      #expect(String(decoding: try await Self.readFrame(client).payload, as: UTF8.self).contains("damaged"))
      try await client.send(Self.frame(2, Self.jpeg))
      #expect(String(decoding: try await Self.readFrame(client).payload, as: UTF8.self) == "1")
    }
  }

  @Test func `pings are answered, texts end the socket`() async throws {
    try await RunningServer.with { running async throws in
      let (client, _) = try await Self.open(running)
      try await client.send(Self.frame(9, Array("hi".utf8)))
      let pong = try await Self.readFrame(client)
      #expect(pong.opcode == 10)
      #expect(pong.payload == Array("hi".utf8))
      try await client.send(Self.frame(1, Array("text".utf8)))
      let closing = try await Self.readFrame(client)
      #expect(closing.opcode == 8)
      #expect(closing.payload.prefix(2) == [3, 235])
    }
  }

  @Test func `a frame beyond the limit ends the socket`() async throws {
    try await RunningServer.with { running async throws in
      let (client, _) = try await Self.open(running)
      try await client.send(Self.frame(2, [UInt8](repeating: 0, count: 2_100_000)))
      let closing = try await Self.readFrame(client)
      #expect(closing.opcode == 8)
      #expect(closing.payload.prefix(2) == [3, 241])
      #expect(await running.backend.frames.isEmpty)
    }
  }

  @Test func `a message in pieces has the same limit`() async throws {
    try await RunningServer.with { running async throws in
      let (client, _) = try await Self.open(running)
      let piece = [UInt8](repeating: 0, count: 500_000)
      try await client.send(Self.frame(2, piece, isFinal: false))
      var sent = 1
      while sent < 30, try await client.send(Self.frame(0, piece, isFinal: sent == 29)) { sent += 1 }
      let closing = try await Self.readFrame(client)
      #expect(closing.opcode == 8)
      #expect(closing.payload.prefix(2) == [3, 241])
    }
  }

  @Test func `a page of another origin gets no socket, our own does`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await Self.open(running, headers: ["Origin: https://evil.example"]).status == 403)
      #expect(try await Self.open(running, headers: ["Origin: http://localhost:\(running.port)"]).status == 101)
    }
  }

  @Test func `a browser session needs an origin, a role and no CSRF value`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let signIn = try await running.request("POST", "/api/v1/session", body: #"{"token":"secret-of-publisher-0123456789"}"#)
      let cookie = "Cookie: " + (signIn.header("set-cookie") ?? "").prefix { $0 != ";" }
      #expect(try await Self.open(running, headers: [cookie]).status == 403)
      #expect(try await Self.open(running, headers: [cookie, "Origin: http://localhost:\(running.port)"]).status == 101)
      #expect(try await Self.open(running, headers: [AccessTests.bearer(.viewer)]).status == 403)
    }
  }

  @Test func `what is no handshake or no free stream is refused`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("GET", "/api/v1/streams/ward/frames").status == 426)
      #expect(try await Self.open(running, stream: "busy").status == 409)
      let client = try running.client()
      try await client.send("GET /api/v1/streams/ward/frames HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n")
      #expect(try await client.readResponse().status == 400)
    }
  }

  @Test func `the receiver is closed with its socket`() async throws {
    try await RunningServer.with { running async throws in
      do {
        let (client, _) = try await Self.open(running)
        try await client.send(Self.frame(8, [3, 232]))
        _ = try await client.readToEnd()
      }
      while await running.backend.closedFrames == 0 { await Task.yield() }
    }
  }
}
