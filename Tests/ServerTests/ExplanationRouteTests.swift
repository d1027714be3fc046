import Configuration
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct ExplanationRouteTests {
  private static func withAlert(
    tokens: [String: Role] = [:], _ body: (RunningServer, String) async throws -> Void
  ) async throws {
    try await RunningServer.with(tokens: tokens) { running async throws in
      let record = AlertRecord.sample()
      _ = await running.backend.raise(record)
      try await body(running, "/api/v1/alerts/\(record.id)")
    }
  }

  private static func ask(_ running: RunningServer, _ path: String, _ body: String, _ headers: [String] = []) async throws
    -> Response
  {
    try await running.request("POST", path + "/questions", headers: ["Content-Type: application/json"] + headers, body: body)
  }

  @Test func `an explanation is given at the level that is asked for, else as it was told`() async throws {
    try await Self.withAlert { running, path async throws in
      #expect(try await running.request("GET", path + "/explanation").json()["level"] == .string("clinical"))
      for level in ReadingLevel.allCases {
        let reply = try await running.request("GET", path + "/explanation?level=\(level.rawValue)")
        let body = try reply.json()
        #expect(reply.status == 200 && body["level"] == .string(level.rawValue))
        #expect(body["refused"] == .null && body["research_use_only"] == .bool(true))
        #expect(reply.header("cache-control") == "no-store")
      }
    }
  }

  @Test(arguments: ["", "Plain", "expert", "plain%20", "plain&level=x%00"]) func `a level that is none is pointed at`(
    level: String
  ) async throws {
    try await Self.withAlert { running, path async throws in
      let reply = try await running.request("GET", path + "/explanation?level=\(level)")
      guard level != "plain&level=x%00" else { return #expect([200, 400, 422].contains(reply.status)) }
      #expect(reply.status == 422)
      #expect(try reply.json()["pointer"] == .string("/level"))
    }
  }

  @Test func `an alert that is not there has no explanation and answers nothing`() async throws {
    try await Self.withAlert { running, _ async throws in
      for path in ["/api/v1/alerts/\(AlertIdentifier())", "/api/v1/alerts/nonsense"] {
        #expect(try await running.request("GET", path + "/explanation").status == 404)
        #expect(try await Self.ask(running, path, #"{"question":"What is it?"}"#).status == 404)
      }
    }
  }

  @Test func `a question is answered, or refused in the reply`() async throws {
    try await Self.withAlert { running, path async throws in
      let reply = try await Self.ask(running, path, #"{"question":"What looks like it?"}"#)
      #expect(reply.status == 200)
      #expect(try reply.json()["refused"] == .string("Not answered: no source supports an answer to this."))
      #expect(try reply.json()["sentences"] == .array([]))
    }
  }

  @Test(arguments: [
    (#"{}"#, 422, "/question"), (#"{"question":""}"#, 422, "/question"), (#"{"question":"ab"}"#, 422, "/question"),
    (#"{"question":"   "}"#, 422, "/question"), (#"{"question":"?!?!"}"#, 422, "/question"),
    (#"{"question":"12345"}"#, 422, "/question"),
    (#"{"question":5}"#, 422, "/question"), (#"{"question":["What?"]}"#, 422, "/question"),
    (#"{"question":null}"#, 422, "/question"),
    (#"{"question":"What?","level":"plain"}"#, 422, "/level"), (#"["What?"]"#, 400, nil), ("What?", 400, nil), ("", 400, nil),
  ])
  func `what is no question is refused with the place of its fault`(body: String, status: Int, pointer: String?) async throws {
    try await Self.withAlert { running, path async throws in
      let reply = try await Self.ask(running, path, body)
      #expect(reply.status == status)
      if let pointer { #expect(try reply.json()["pointer"] == .string(pointer)) }
      #expect(!reply.text.contains("What?"))
    }
  }

  @Test func `a question may have five hundred characters, and a body four thousand bytes`() async throws {
    try await Self.withAlert { running, path async throws in
      #expect(try await Self.ask(running, path, #"{"question":"\#(String(repeating: "a", count: 500))"}"#).status == 200)
      #expect(try await Self.ask(running, path, #"{"question":"\#(String(repeating: "é", count: 500))"}"#).status == 200)
      #expect(try await Self.ask(running, path, #"{"question":"\#(String(repeating: "a", count: 501))"}"#).status == 422)
      #expect(try await Self.ask(running, path, #"{"question":"\#(String(repeating: "a", count: 5_000))"}"#).status == 413)
      let other = try await running.request("POST", path + "/questions", headers: ["Content-Type: text/plain"], body: "What?")
      #expect(other.status == 415)
      #expect(try await running.request("GET", path + "/questions").status == 405)
    }
  }

  @Test func `readers may read why, and only who may respond may ask`() async throws {
    try await Self.withAlert(tokens: AccessTests.tokens) { running, path async throws in
      for (role, reads, asks) in [
        (Role.viewer, 200, 403), (.reviewer, 200, 200), (.clinician, 200, 200), (.administrator, 200, 200),
        (.publisher, 403, 403),
      ] {
        let header = [AccessTests.bearer(role)]
        #expect(try await running.request("GET", path + "/explanation", headers: header).status == reads, "\(role)")
        #expect(try await Self.ask(running, path, #"{"question":"What looks like it?"}"#, header).status == asks, "\(role)")
      }
      #expect(try await running.request("GET", path + "/explanation").status == 401)
      #expect(try await Self.ask(running, path, #"{"question":"What looks like it?"}"#).status == 401)
    }
  }

  @Test func `a failure of the backend is said, without the question`() async throws {
    try await Self.withAlert { running, path async throws in
      let reply = try await Self.ask(running, path, #"{"question":"Please fail now"}"#)
      #expect(reply.status == 500)
      #expect(try reply.json()["type"] == .string("urn:skino:problem:failed"))
      #expect(!reply.text.contains("Please"))
    }
  }
}
