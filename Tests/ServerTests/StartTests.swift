import Configuration
import Foundation
import People
import Soup
import TestSupport
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct StartTests {
  private static let curl = "/usr/bin/curl"

  private static func server(_ settings: Settings, web: URL = URL(fileURLWithPath: "/nowhere")) async throws -> HTTPServer {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let people = try await PeopleDesk.open(folder: folder.path)
    return HTTPServer(settings: settings, backend: FakeBackend(people: people), web: web, time: SystemTime())
  }

  @Test func `an address beyond this machine is refused in one sentence`() async throws {
    var settings = Settings()
    settings.listen = ListenAddress(host: "0.0.0.0", port: 0)
    let server = try await Self.server(settings)
    await #expect { _ = try await server.start() } throws: {
      "\($0)".contains("tokens") && "\($0)".contains("TLS") && !"\($0)".contains("\n")
    }
  }

  @Test func `a key of publish tokens that others may read stops the start, by name`() async throws {
    let data = try TemporaryFolder()
    let path = data.file("publish.key")
    try Data(repeating: 1, count: 32).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let folder = try #require(try Self.dashboard())
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = Settings()
    settings.listen = ListenAddress(host: "127.0.0.1", port: 0)
    settings.data = data.path
    let server = try await Self.server(settings, web: folder)
    await #expect { _ = try await server.start() } throws: { "\($0)".contains(path) && !"\($0)".contains("\n") }
  }

  @Test func `a port that is taken is named`() async throws {
    try await RunningServer.with { running async throws in
      let folder = try #require(try Self.dashboard())
      defer { try? FileManager.default.removeItem(at: folder) }
      var settings = Settings()
      settings.listen = ListenAddress(host: "127.0.0.1", port: running.port)
      let second = try await Self.server(settings, web: folder)
      await #expect { _ = try await second.start() } throws: { "\($0)".contains("127.0.0.1:\(running.port)") }
    }
  }

  @Test func `a dashboard that is not there stops the start`() async throws {
    let server = try await Self.server(Settings())
    await #expect { _ = try await server.start() } throws: { "\($0)".contains("/nowhere") }
  }

  @Test(arguments: [("", "at least 16"), ("short-secret\n", "at least 16"), (String(repeating: "x", count: 5_000), "at most")])
  func `a secret of the wrong length is refused without being shown`(secret: String, part: String) async throws {
    let folder = try #require(try Self.dashboard())
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("token").path
    try Data(secret.utf8).write(to: URL(fileURLWithPath: file))
    var settings = Settings()
    settings.tokens = [TokenSetting(name: "obs", role: .publisher, secretFile: file)]
    let server = try await Self.server(settings, web: folder)
    await #expect { _ = try await server.start() } throws: {
      let message = "\($0)"
      return message.contains(part) && message.contains("obs") && (secret.isEmpty || !message.contains("short-secret"))
    }
  }

  @Test func `a missing secret file and a secret used twice are named`() async throws {
    let folder = try #require(try Self.dashboard())
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = Settings()
    settings.tokens = [TokenSetting(name: "a", role: .viewer, secretFile: "/nowhere/token")]
    let missing = try await Self.server(settings, web: folder)
    await #expect { _ = try await missing.start() } throws: { "\($0)".contains("/nowhere/token") }
    let file = folder.appendingPathComponent("token").path
    try Data("0123456789abcdef".utf8).write(to: URL(fileURLWithPath: file))
    settings.tokens = ["a", "b"].map { TokenSetting(name: $0, role: .viewer, secretFile: file) }
    let twins = try await Self.server(settings, web: folder)
    await #expect { _ = try await twins.start() } throws: { "\($0)".contains("a and b") }
  }

  @Test func `requests under way are answered while the server ends`() async throws {
    try await RunningServer.with { running async throws in
      await running.backend.holdAnalyses()
      let client = try running.client()
      try await client.send("POST /api/v1/analyses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\n")
      try await client.send([0xFF, 0xD8, 0xFF, 0xE0, 1, 2])
      while await running.backend.heldAnalyses == 0 { await Task.yield() }
      let stopping = Task { await running.server.stop(draining: .seconds(20)) }
      await running.backend.releaseAnalyses()
      let reply = try await client.readResponse()
      #expect(reply.status == 200)
      _ = try await client.readToEnd()
      await stopping.value
      #expect(throws: RawClient.Failure.self) { _ = try running.client() }
    }
  }

  @Test func `a server can be started, stopped and started again`() async throws {
    let folder = try #require(try Self.dashboard())
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = Settings()
    settings.listen = ListenAddress(host: "127.0.0.1", port: 0)
    let server = try await Self.server(settings, web: folder)
    for _ in 0..<3 {
      let address = try await server.start()
      #expect(try await RawClient(port: address.port).exchange("GET", "/health/live").status == 200)
      await server.stop(draining: .zero)
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: curl), "needs curl"))
  func `the server's own certificate serves TLS and is kept`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens, tls: .local) { running async throws in
      #expect(running.address.isSecure)
      let certificate = LocalCertificate(folder: running.folder).certificateFile
      let made = try Data(contentsOf: URL(fileURLWithPath: certificate))
      for host in ["localhost", "127.0.0.1"] {
        let output = try await Self.run(["-sS", "--cacert", certificate, "https://\(host):\(running.port)/health/live"])
        #expect(output == #"{"status":"ok"}"#)
      }
      let cookie = try await Self.run([
        "-sS", "-i", "--cacert", certificate, "-d", #"{"token":"secret-of-viewer-0123456789"}"#, "-H",
        "Content-Type: application/json",
        "https://localhost:\(running.port)/api/v1/session",
      ])
      #expect(cookie.contains("__Host-skino="))
      #expect(cookie.contains("; Secure"))
      let mode = try FileManager.default.attributesOfItem(atPath: running.folder + "/tls/key.pem")[.posixPermissions] as? NSNumber
      #expect(mode?.intValue == 0o600)
      _ = try LocalCertificate(folder: running.folder).identity(for: .standard)
      #expect(try Data(contentsOf: URL(fileURLWithPath: certificate)) == made)
    }
  }

  private static func run(_ arguments: [String]) async throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: curl)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { _ in
        continuation.resume(returning: String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
      }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }

  /// A folder with one page.
  private static func dashboard() throws -> URL? {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("skino-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("<!doctype html>".utf8).write(to: folder.appendingPathComponent("index.html"))
    return folder
  }
}
