import Configuration
import Foundation
import People
import Sodium
import Soup
import Vocabulary

@testable import Server

/// A real server on a port that the kernel chose, for the length of a test.
struct RunningServer {
  let server: HTTPServer
  let backend: FakeBackend
  let address: BoundAddress
  /// Its data folder.
  let folder: String

  var port: UInt16 { address.port }

  func client() throws -> RawClient { try RawClient(port: port) }

  /// One request on a connection of its own.
  func request(
    _ method: String, _ path: String, headers: [String] = [], body: String? = nil, host: String = "127.0.0.1"
  ) async throws -> Response {
    try await client().exchange(method, path, headers: headers, body: body.map { Array($0.utf8) }, host: host)
  }

  /// Runs `body` against a server with the sample dashboard and, if given, tokens.
  static func with(
    tokens: [String: Role] = [:], origins: [String] = [], tls: TLSSetting? = nil, limits: ServerLimits = ServerLimits(),
    scoped: Set<Role> = [],
    signIn: SignInSetting = SignInSetting(), time: any TimeSource = SystemTime(),
    people prepare: (PeopleDesk) async throws -> Void = { _ in },
    _ body: (RunningServer) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("skino-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try makeWeb(in: folder)
    var settings = Settings()
    settings.listen = ListenAddress(host: "127.0.0.1", port: 0)
    settings.data = folder.path
    settings.origins = origins
    settings.tls = tls
    for (secret, role) in tokens {
      let file = folder.appendingPathComponent(secret).path
      try Data((secret + "\n").utf8).write(to: URL(fileURLWithPath: file))
      settings.tokens.append(
        TokenSetting(
          name: role.rawValue, role: role, secretFile: file, scopes: scoped.contains(role) ? [.mcpWrite] : []))
    }
    settings.signIn = signIn
    let people = try await PeopleDesk.open(
      folder: folder.path, cost: PasswordCost(memoryBytes: 65_536, passes: 1), reserved: Set(settings.tokens.map(\.name)))
    try await prepare(people)
    let provider = try signIn.provider.map { try ProviderDesk($0, networks: settings.allow.networks, time: time) }
    let backend = FakeBackend(people: people, provider: provider)
    let server = HTTPServer(
      settings: settings, backend: backend, web: folder.appendingPathComponent("Web"), time: time, limits: limits)
    let running = RunningServer(server: server, backend: backend, address: try await server.start(), folder: folder.path)
    do {
      try await body(running)
    } catch {
      await server.stop(draining: .zero)
      throw error
    }
    await server.stop(draining: .zero)
  }

  static let pages = [
    "index", "wall", "alerts", "alert", "evidence", "knowledge", "teaching", "thresholds", "sign-in", "overlay", "people",
    "sessions", "review", "session-report", "calls",
  ]

  private static func makeWeb(in folder: URL) throws {
    let assets = folder.appendingPathComponent("Web/assets/js")
    try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
    for page in pages {
      try Data("<!doctype html><title>\(page)</title>".utf8).write(to: folder.appendingPathComponent("Web/\(page).html"))
    }
    try Data("<!doctype html><title>no such page</title>".utf8).write(to: folder.appendingPathComponent("Web/not-found.html"))
    try Data("export const x = 1;\n".utf8).write(to: assets.appendingPathComponent("x.js"))
    try Data("secret".utf8).write(to: folder.appendingPathComponent("Web/.hidden"))
    try Data("secret".utf8).write(to: folder.appendingPathComponent("Web/assets/.hidden.js"))
    try Data("secret".utf8).write(to: folder.appendingPathComponent("outside.js"))
    try FileManager.default.createSymbolicLink(
      atPath: assets.appendingPathComponent("link.js").path, withDestinationPath: folder.appendingPathComponent("outside.js").path
    )
  }
}
