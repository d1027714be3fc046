import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct HTTPTests {
  @Test func `answers on a kept connection again and again`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      for _ in 0..<3 {
        let reply = try await client.exchange("GET", "/health/live")
        #expect(reply.status == 200)
        #expect(try reply.json()["status"] == .string("ok"))
      }
    }
  }

  /// A client that uses the connection again would else run into its end, which no header announced.
  @Test(arguments: [("OPTIONS", 204), ("GET", 304)])
  func `a reply that never has a body keeps the connection`(method: String, status: Int) async throws {
    try await RunningServer.with { running async throws in
      let path = "/assets/js/x.js"
      let tag = try #require(try await running.request("GET", path).header("etag"))
      let client = try running.client()
      for _ in 0..<3 {
        let reply = try await client.exchange(method, path, headers: ["If-None-Match: \(tag)"])
        #expect(reply.status == status)
        #expect(reply.header("content-length") == nil)
        #expect(reply.header("transfer-encoding") == nil)
      }
    }
  }

  @Test func `ready follows the backend`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("GET", "/health").status == 200)
      await running.backend.setReady(false)
      #expect(try await running.request("GET", "/health/ready").status == 503)
      #expect(try await running.request("GET", "/health/live").status == 200)
    }
  }

  @Test func `errors are problems, whatever went wrong`() async throws {
    try await RunningServer.with { running async throws in
      let unknown = try await running.request("GET", "/nothing")
      #expect(unknown.status == 404)
      #expect(unknown.header("content-type") == "application/problem+json")
      #expect(try unknown.json()["status"] == .integer(404))
      let method = try await running.request("PUT", "/api/v1/streams")
      #expect(method.status == 405)
      #expect(method.header("allow") == "GET, HEAD, OPTIONS, POST")
      #expect(try await running.request("GET", "/api/v1/streams/nobody").status == 404)
    }
  }

  @Test func `HEAD gives the length and no body`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      let head = try await client.exchange("HEAD", "/health/live")
      #expect(head.status == 200)
      #expect(head.header("content-length") == "15")
      #expect(try await client.exchange("GET", "/health/live").body.count == 15)
    }
  }

  @Test func `every reply forbids what pages do not need`() async throws {
    try await RunningServer.with { running async throws in
      for path in ["/", "/api/v1/streams", "/nothing"] {
        let reply = try await running.request("GET", path)
        #expect(reply.header("content-security-policy")?.contains("frame-ancestors 'none'") == true)
        #expect(reply.header("x-content-type-options") == "nosniff")
        #expect(reply.header("referrer-policy") == "no-referrer")
      }
      #expect(try await running.request("GET", "/api/v1/streams").header("cache-control") == "no-store")
    }
  }

  @Test func `pages and assets come with types and tags, and 304 for what is known`() async throws {
    try await RunningServer.with { running async throws in
      for page in ["/", "/wall", "/alerts", "/alert?id=1", "/sign-in", "/overlay/demo"] {
        let reply = try await running.request("GET", page)
        #expect(reply.status == 200)
        #expect(reply.header("content-type") == "text/html; charset=utf-8")
      }
      let script = try await running.request("GET", "/assets/js/x.js")
      #expect(script.header("content-type") == "text/javascript; charset=utf-8")
      let tag = try #require(script.header("etag"))
      let known = try await running.request("GET", "/assets/js/x.js", headers: ["If-None-Match: \(tag)"])
      #expect(known.status == 304)
      #expect(known.body.isEmpty)
    }
  }

  @Test(arguments: [
    "/assets/../outside.js", "/assets/..%2foutside.js", "/assets/%2e%2e/outside.js", "/assets/js/..\\..\\outside.js",
    "/assets/js/link.js", "/assets/.hidden.js", "/.hidden", "//etc/passwd", "/assets//js/x.js", "/assets/js/x.js%00",
    "/overlay/../../outside.js", "/index.html", "/index",
  ])
  func `no path leads out of the dashboard's folder`(path: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("GET", path)
      #expect(reply.status == 404 || reply.status == 400)
      #expect(!reply.text.contains("secret"))
    }
  }

  @Test func `metrics end as OpenMetrics wants`() async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("GET", "/metrics", headers: ["Accept: application/openmetrics-text; version=1.0.0"])
      #expect(reply.header("content-type") == "application/openmetrics-text; version=1.0.0; charset=utf-8")
      #expect(reply.text.hasSuffix("# EOF\n"))
      #expect(reply.text.contains("skino_frames_received_total{stream=\"demo\"} 3\n"))
      #expect(reply.text.contains("process_resident_memory_bytes "))
      let plain = try await running.request("GET", "/metrics")
      #expect(plain.header("content-type")?.hasPrefix("text/plain; version=0.0.4") == true)
    }
  }
}
