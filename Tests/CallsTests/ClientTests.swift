import Cryptography
import Soup
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Calls

/// The client against a stand-in of the service over real sockets, hostile variants included.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct `The client of the call service` {
  private struct StillTime: TimeSource {
    func now() -> Moment { Moment(monotonic: .seconds(1), wallMilliseconds: 1_764_000_000_000) }
  }

  private static func client(_ port: UInt16, _ change: (inout CallService) -> Void = { _ in }) async throws -> CallClient {
    let target = try #require(HTTPTarget("http://127.0.0.1:\(port)"))
    var service = CallService(
      target: target, key: Secret(text: "private-key-of-the-test"), assistant: .kept(id: "a1"),
      control: ControlRules(hosts: ["127.0.0.1"], allowsLoopback: true), messageAddress: "https://skino.example/x")
    (service.phoneNumber, service.number) = ("p1", Secret(text: "+12025550123"))
    (service.placePatience, service.controlPatience, service.answerLimit) = (.seconds(2), .seconds(1), 4_096)
    change(&service)
    return try await CallClient(
      service: service, time: StillTime(), plan: RetryPlan(attempts: 3, base: .milliseconds(1), longest: .milliseconds(50)))
  }

  private static func created(_ port: UInt16) -> RawHTTPServer.Answer {
    .json(#"{"id":"c1","status":"queued","monitor":{"controlUrl":"http://127.0.0.1:\#(port)/c1/control?key=k"}}"#, status: 201)
  }

  /// Places a call with a server that answers so, and says what went wrong and how often it was asked.
  private static func fault(_ answer: RawHTTPServer.Answer) async throws -> (CallError?, Int) {
    let server = RawHTTPServer { _ in answer }
    defer { server.stop() }
    let client = try await client(server.port)
    do throws(CallError) {
      _ = try await client.place(.phone)
      return (nil, server.requests.count)
    } catch { return (error, server.requests.count) }
  }

  @Test func `places a call with its key and speaks in it`() async throws {
    let server = RawHTTPServer { request in
      let port = UInt16((request.headers["host"] ?? "").split(separator: ":").last ?? "") ?? 0
      return request.path == "/call" ? Self.created(port) : .json("{}")
    }
    defer { server.stop() }
    let client = try await Self.client(server.port)
    let call = try await client.place(.phone)
    #expect(call.id.text == "c1")
    let way = try await client.line(into: call)
    try await client.send(.say("Warning.", interrupts: true), into: way)
    try await client.send(.hangUp, into: way)
    let requests = server.requests
    #expect(requests.map(\.path) == ["/call", "/c1/control?key=k", "/c1/control?key=k"])
    #expect(requests[0].headers["authorization"] == "Bearer private-key-of-the-test")
    #expect(requests[1].headers["authorization"] == nil, "the key is for the service alone")
    #expect(
      String(decoding: requests[0].body, as: UTF8.self)
        == #"{"assistantId":"a1","customer":{"number":"+12025550123"},"phoneNumberId":"p1"}"#)
    #expect(requests[1].body == ControlCommand.say("Warning.", interrupts: true).body.encoded)
    let report = await client.report
    #expect(report.answered == 3 && report.failed == 0 && report.fault == nil)
  }

  @Test(arguments: [500, 502, 504])
  func `does not ring twice when it is not known whether the first request was taken on`(status: Int) async throws {
    let (fault, count) = try await Self.fault(.json("{}", status: status))
    #expect(fault == .status(status) && count == 1)
  }

  @Test(arguments: [429, 503])
  func `asks again where nothing was done`(status: Int) async throws {
    let (fault, count) = try await Self.fault(.json("{}", status: status))
    #expect(fault == .status(status) && count == 3)
  }

  @Test(arguments: [400, 401, 403, 404, 301, 307, 204])
  func `does not ask again what was refused`(status: Int) async throws {
    let (fault, count) = try await Self.fault(.json("{}", status: status))
    #expect(fault != nil && count == 1)
  }

  @Test func `ends within its time, however slowly the answer comes`() async throws {
    #expect(try await Self.fault(.silence) == (.noAnswer(.timedOut), 1))
    let half = Array("HTTP/1.1 201 X\r\nContent-Length: 100\r\n\r\n{".utf8)
    #expect(try await Self.fault(.bytes(half)) == (.noAnswer(.timedOut), 1))
  }

  @Test func `takes no huge answer and nothing that is no call`() async throws {
    #expect(
      try await Self.fault(.bytes(Array("HTTP/1.1 201 X\r\nContent-Length: 5000\r\n\r\n".utf8))).0
        == .noAnswer(.tooLarge(limit: 4_096)))
    for text in ["", "null", "{}", "[1]", #"{"id":""}"#, #"{"id":"a/b"}"#, #"{"id":1}"#, "<html>", "{\"id\":\"c1\""] {
      let (fault, count) = try await Self.fault(.json(text, status: 201))
      guard case .unreadable? = fault else {
        Issue.record("\(text) was taken for a call")
        continue
      }
      #expect(count == 1)
    }
  }

  @Test func `comes again to an address that nobody listens at, and then says so`() async throws {
    let server = RawHTTPServer { _ in .json("{}") }
    let port = server.port
    server.stop()
    let client = try await Self.client(port)
    do throws(CallError) {
      _ = try await client.place(.phone)
      Issue.record("nobody was there")
    } catch {
      guard case .noAnswer(.connection) = error else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(await client.report.repeated == 2)
  }

  @Test func `leaves a service alone that fails again and again`() async throws {
    let server = RawHTTPServer { _ in .json("{}", status: 500) }
    defer { server.stop() }
    let client = try await Self.client(server.port)
    for _ in 0..<3 { await #expect(throws: CallError.status(500)) { try await client.place(.phone) } }
    await #expect(throws: CallError.circuitOpen) { try await client.place(.phone) }
    #expect(server.requests.count == 3)
    let report = await client.report
    #expect(report.isOpen && report.refused == 1 && report.fault == .status(500))
  }

  @Test func `repeats words that did not get through, and knows when the call is gone`() async throws {
    let asked = Mutex(0)
    let server = RawHTTPServer { request in
      let port = UInt16((request.headers["host"] ?? "").split(separator: ":").last ?? "") ?? 0
      guard request.path != "/call" else { return Self.created(port) }
      let count = asked.withLock { count in
        count += 1
        return count
      }
      return count == 1 ? .json("{}", status: 500) : count == 2 ? .json("{}") : .json("{}", status: 404)
    }
    defer { server.stop() }
    let client = try await Self.client(server.port)
    let way = try await client.line(into: try await client.place(.phone))
    try await client.send(.say("Warning.", interrupts: true), into: way)
    #expect(asked.withLock { $0 } == 2)
    await #expect(throws: CallError.gone) { try await client.send(.hangUp, into: way) }
  }

  @Test func `never calls a control address that is not the service's`() async throws {
    let other = RawHTTPServer { _ in .json("{}") }
    defer { other.stop() }
    let server = RawHTTPServer { _ in
      .json(#"{"id":"c1","monitor":{"controlUrl":"http://localhost:\#(other.port)/control"}}"#)
    }
    defer { server.stop() }
    let client = try await Self.client(server.port)
    let call = try await client.place(.phone)
    await #expect(throws: CallError.controlAddress(.host)) { try await client.line(into: call) }
    #expect(other.requests.isEmpty)
    let bare = RawHTTPServer { _ in .json(#"{"id":"c1"}"#) }
    defer { bare.stop() }
    let second = try await Self.client(bare.port)
    let silent = try await second.place(.phone)
    await #expect(throws: CallError.noControl) { try await second.line(into: silent) }
  }

  @Test func `follows no redirect, so that key and number stay where they belong`() async throws {
    let other = RawHTTPServer { _ in .json("{}") }
    defer { other.stop() }
    let (fault, _) = try await Self.fault(
      .reply(307, headers: ["Location: http://127.0.0.1:\(other.port)/call"], []))
    #expect(fault == .status(307) && other.requests.isEmpty)
  }
}
