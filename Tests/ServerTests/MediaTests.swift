import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct MediaTests {
  private static let sdp = "Content-Type: application/sdp"
  private static let fragment = "Content-Type: application/trickle-ice-sdpfrag"

  @Test(arguments: ["whip", "whep"])
  func `an offer makes a session that trickles, restarts and ends`(kind: String) async throws {
    try await RunningServer.with { running async throws in
      let created = try await running.request("POST", "/\(kind)/demo", headers: [Self.sdp], body: "v=0\r\noffer\r\n")
      #expect(created.status == 201)
      #expect(created.header("content-type") == "application/sdp")
      #expect(created.header("etag") == "\"g1\"")
      #expect(created.text == "v=0\r\nanswer\r\n")
      #expect(created.header("access-control-expose-headers")?.contains("Location") == true)
      let session = try #require(created.header("location"))
      #expect(session.hasPrefix("/\(kind)/demo/"))
      #expect(try await running.request("GET", session).status == 204)

      let none = try await running.request("PATCH", session, headers: [Self.fragment], body: "a=candidate:1\r\n")
      #expect(none.status == 428)
      let trickled = try await running.request(
        "PATCH", session, headers: [Self.fragment, "If-Match: \"g1\""], body: "a=candidate:1\r\n")
      #expect(trickled.status == 204)
      #expect(trickled.header("etag") == nil)
      let stale = try await running.request("PATCH", session, headers: [Self.fragment, "If-Match: \"g0\""], body: "a=x\r\n")
      #expect(stale.status == 412)
      let restarted = try await running.request(
        "PATCH", session, headers: [Self.fragment, "If-Match: *"], body: "a=ice-ufrag:n\r\n")
      #expect(restarted.status == 200)
      #expect(restarted.header("etag") == "\"g2\"")
      #expect(restarted.text == "a=ice-ufrag:new\r\n")

      #expect(try await running.request("DELETE", session).status == 200)
      #expect(try await running.request("DELETE", session).status == 404)
      #expect(try await running.request("GET", session).status == 404)
    }
  }

  @Test func `what is no offer is refused`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("POST", "/whip/demo", headers: [Self.sdp], body: "junk").status == 422)
      #expect(try await running.request("POST", "/whip/demo", headers: ["Content-Type: text/plain"], body: "v=0").status == 415)
      #expect(try await running.request("POST", "/whip/demo", body: "v=0").status == 415)
      #expect(try await running.request("POST", "/whip/Not-A-Stream", headers: [Self.sdp], body: "v=0").status == 404)
      #expect(try await running.request("POST", "/whep/nobody", headers: [Self.sdp], body: "v=0").status == 404)
      #expect(try await running.request("POST", "/whip/demo", headers: [Self.sdp]).status == 400)
      let long = try running.client()
      try await long.send(
        "POST /whip/demo HTTP/1.1\r\nHost: localhost\r\n\(Self.sdp)\r\nContent-Length: 1000000\r\n\r\nv=0")
      #expect(try await long.readResponse().status == 413)
    }
  }

  @Test func `browsers may ask first, without credentials`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      for path in ["/whip/demo", "/whep/demo", "/whip/demo/0123456789abcdef0123456789abcdef"] {
        let reply = try await running.request(
          "OPTIONS", path,
          headers: [
            "Origin: https://clinic.example", "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: authorization,content-type", "Access-Control-Request-Private-Network: true",
          ])
        #expect(reply.status == 200)
        #expect(reply.header("accept-post") == "application/sdp")
        #expect(reply.header("access-control-allow-origin") == "*")
        #expect(reply.header("access-control-allow-methods")?.contains("PATCH") == true)
        #expect(reply.header("access-control-allow-headers")?.contains("Authorization") == true)
        #expect(reply.header("access-control-allow-private-network") == "true")
        #expect(reply.header("link") == nil)
      }
    }
  }

  @Test func `GET and HEAD on both addresses say that they are there`() async throws {
    try await RunningServer.with { running async throws in
      let get = try await running.request("GET", "/whip/demo")
      #expect(get.status == 204)
      #expect(get.body.isEmpty)
      #expect(try await running.request("HEAD", "/whip/demo").status == 204)
      #expect(try await running.request("HEAD", "/whep/demo").status == 204)
    }
  }

  @Test(arguments: ["whip", "whep"])
  func `whoever calls is told of STUN and TURN servers, and nobody else`(kind: String) async throws {
    try await RunningServer.with { running async throws in
      func links(_ method: String, _ path: String, _ headers: [String] = []) async throws -> [String] {
        let reply = try await running.request(method, path, headers: headers, body: method == "POST" ? "v=0\r\noffer\r\n" : "")
        return reply.headers.filter { $0.name.lowercased() == "link" }.map(\.value)
      }
      let expected = [
        #"<stun:stun.example>; rel="ice-server""#,
        #"<turn:turn.example:3478>; rel="ice-server"; username="7:local"; credential="p\"w\\"; credential-type="password""#,
      ]
      #expect(try await links("GET", "/\(kind)/demo") == expected)
      #expect(try await links("POST", "/\(kind)/demo", [Self.sdp]) == expected)
      // A page elsewhere may read answers of these routes; a preflight says who it is for nobody.
      #expect(try await links("GET", "/\(kind)/demo", ["Origin: https://evil.example"]) == [])
      #expect(try await links("OPTIONS", "/\(kind)/demo", ["Origin: https://evil.example"]) == [])
    }
  }

  @Test func `a flood of media requests is slowed down`() async throws {
    var limits = ServerLimits()
    limits.mediaBurst = 3
    limits.mediaPerSecond = 0.01
    try await RunningServer.with(limits: limits) { running async throws in
      var statuses: [Int] = []
      for _ in 0..<5 { statuses.append(try await running.request("POST", "/whip/demo", headers: [Self.sdp], body: "v=0").status) }
      #expect(statuses == [201, 201, 201, 429, 429])
      #expect(await running.backend.offers.count == 3)
    }
  }
}
