import Cryptography
import Foundation
import Soup
import TestSupport
import Testing
import Vocabulary

@testable import Language

/// The client against servers of the protocol that behave, fail and attack.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct EndpointTests {
  private static let task = LanguageTask(instruction: "Reword.", text: "Moles are common.", patience: .seconds(60))

  private static func stream(_ body: String) -> RawHTTPServer.Answer {
    .reply(headers: ["Content-Type: text/event-stream"], Array(body.utf8))
  }

  private static func model(
    _ server: RawHTTPServer, time: any TimeSource = SystemTime(), path: String = "",
    _ change: (inout EndpointSettings) -> Void = { _ in }
  ) async throws -> EndpointLanguageModel {
    let target = try #require(HTTPTarget("http://127.0.0.1:\(server.port)\(path)"))
    var settings = EndpointSettings(target: target, model: "small")
    settings.patience = .seconds(60)
    change(&settings)
    return try await EndpointLanguageModel(settings: settings, time: time)
  }

  private static func fault(
    _ answer: RawHTTPServer.Answer, _ change: (inout EndpointSettings) -> Void = { _ in }
  ) async throws -> LanguageFault? {
    let server = RawHTTPServer { _ in answer }
    defer { server.stop() }
    let model = try await model(server, change)
    do throws(LanguageFault) { _ = try await model.answer(task) } catch { return error }
    return nil
  }

  @Test func `a sentence is asked for with the key, and its stream is read`() async throws {
    let server = RawHTTPServer { _ in
      Self.stream(CompletionReaderTests.frame("Common are ") + CompletionReaderTests.frame("moles.") + CompletionReaderTests.end)
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    try Data("sk-0123456789abcdef\n".utf8).write(to: URL(fileURLWithPath: folder.file("key")))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("key"))
    let key = try SecretFile.read(folder.file("key"))
    let model = try await Self.model(server) { $0.key = key }
    let reply = try await model.answer(Self.task)
    #expect(reply.text == "Common are moles.")
    #expect(reply.tokens == 2)
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.path == "/v1/chat/completions")
    #expect(request.headers["authorization"] == "Bearer sk-0123456789abcdef")
    let body = try #require(try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
    #expect(body["model"] as? String == "small")
    #expect(body["stream"] as? Bool == true)
    let messages = try #require(body["messages"] as? [[String: String]])
    #expect(messages.map { $0["role"] } == ["system", "user"])
    #expect(messages.last?["content"] == "Moles are common.")
    #expect(await model.state().state == .ready)
    #expect(!"\(model.name)".contains("sk-"))
  }

  @Test func `a base with a path is taken as it is`() async throws {
    let server = RawHTTPServer { _ in Self.stream(CompletionReaderTests.frame("Yes.") + CompletionReaderTests.end) }
    defer { server.stop() }
    _ = try await Self.model(server, path: "/llm/v2").answer(Self.task)
    #expect(server.requests.first?.path == "/llm/v2/chat/completions")
  }

  @Test func `errors, garbage and half answers are faults, and redirects are not followed`() async throws {
    #expect(try await Self.fault(.json("{}", status: 500)) == .status(500))
    #expect(try await Self.fault(.json("{}", status: 401)) == .status(401))
    #expect(try await Self.fault(.reply(302, headers: ["Location: http://127.0.0.1:1/"], [])) == .status(302))
    #expect(try await Self.fault(.json("{\"choices\":[]}")) == .unreadable)
    #expect(try await Self.fault(Self.stream("data: nonsense\n\n")) == .unreadable)
    #expect(try await Self.fault(Self.stream(CompletionReaderTests.frame("half"))) == .unreadable)
    #expect(try await Self.fault(Self.stream(CompletionReaderTests.end)) == .empty)
    #expect(try await Self.fault(.reply(headers: [], [UInt8](repeating: 0xFF, count: 100_000))) == .unreadable)
    let cut = try await Self.fault(.cut(Array("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\ndata".utf8)))
    #expect(cut != nil)
  }

  @Test func `a silent server is given up in time`() async throws {
    #expect(try await Self.fault(.silence) { $0.patience = .milliseconds(200) } == .timedOut)
  }

  @Test func `a stream without end is ended by us`() async throws {
    let head = Array("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".utf8)
    let words = Array(CompletionReaderTests.frame("on and ").utf8)
    #expect(try await Self.fault(.endless(head, words)) == .tooLong(limit: 1200))
    let nothing = Array(": still there, says a comment\n\n".utf8)
    #expect(try await Self.fault(.endless(head, nothing)) == .tooLong(limit: 1_048_576))
    #expect(try await Self.fault(.endless(head, [UInt8](repeating: 120, count: 4096))) == .unreadable)
  }

  @Test func `after three failures it is left alone, then tried once, then trusted again`() async throws {
    let isWell = CancellationFlag()
    let server = RawHTTPServer { _ in
      isWell.value ? Self.stream(CompletionReaderTests.frame("Well.") + CompletionReaderTests.end) : .json("{}", status: 503)
    }
    defer { server.stop() }
    let time = ManualTime()
    let model = try await Self.model(server, time: time)
    for _ in 0..<3 { await #expect(throws: LanguageFault.status(503)) { try await model.answer(Self.task) } }
    await #expect(throws: LanguageFault.circuitOpen) { try await model.answer(Self.task) }
    #expect(server.requests.count == 3)
    #expect(await model.state().state == .failing)
    isWell.set()
    time.move(by: .seconds(5))
    #expect(try await model.answer(Self.task).text == "Well.")
    #expect(await model.state() == LanguageState(.ready, detail: "small, at 127.0.0.1"))
  }

  @Test func `its health is asked for without a text`() async throws {
    let server = RawHTTPServer { request in request.path == "/v1/models" ? .json("{\"data\":[]}") : .json("{}", status: 404) }
    defer { server.stop() }
    let model = try await Self.model(server)
    await model.check()
    #expect(await model.state().state == .ready)
    #expect(server.requests.map(\.path) == ["/v1/models"])
    #expect(server.requests.map(\.body.count) == [0])
    server.stop()
    await model.check()
    #expect(await model.state().state == .failing)
  }
}
