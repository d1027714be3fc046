public import Configuration
import Cryptography
public import Foundation
public import GLib
import People
import Soup
public import Vocabulary

/// The server's HTTP face: dashboard, API, events, media signalling.
///
/// - Threading: everything runs on the shared GLib loop; the backend is asked asynchronously and never blocks it.
@GLibActor public final class HTTPServer {
  private let settings: Settings
  private let backend: any Backend
  private let web: URL
  private let time: any TimeSource
  private let limits: ServerLimits
  private var running: Running?

  /// What exists between start and stop.
  private struct Running {
    let services: Services
    let dispatcher: Dispatcher
    let listener: HTTPListener
    let events: Task<Void, Never>
    let sessions: Task<Void, Never>
    let mcp: Task<Void, Never>
  }

  /// - Parameters:
  ///   - settings: where to listen, whom to let in.
  ///   - backend: answers what the API asks.
  ///   - web: folder of the dashboard, read once at the start.
  ///   - time: the clock of whatever the server limits or dates.
  ///   - limits: what one client may use, and all of them together.
  public nonisolated init(
    settings: Settings, backend: any Backend, web: URL, time: any TimeSource, limits: ServerLimits = ServerLimits()
  ) {
    self.settings = settings
    self.backend = backend
    self.web = web
    self.time = time
    self.limits = limits
  }

  /// Listens.
  /// - Returns: the address with the port that the kernel chose, if 0 was asked for.
  /// - Throws: `ConfigurationError`, ``ServerError``.
  public func start() throws -> BoundAddress {
    precondition(running == nil, "the server runs already")
    try settings.checkExposure(hasPeople: backend.people.directory.hasAdministrator)
    let services = Services(
      backend: backend,
      authenticator: Authenticator(
        tokens: try TokenTable(settings.tokens), settings: settings, people: backend.people, time: time,
        publishKey: try PublishKey.usable(folder: settings.data)), time: time,
      limits: limits, files: try StaticFiles(folder: web))
    services.table = RouteTable(Routes.all(limits: limits, files: services.files))
    let dispatcher = Dispatcher(services)
    do {
      let listener = try HTTPListener(limits: limits.listener, identity: try identity(), handler: dispatcher)
      let bound = try listener.listen(host: settings.listen.host, port: settings.listen.port)
      services.openConnections = { [weak listener] in listener?.openConnections ?? 0 }
      let events = Task { @GLibActor in await services.events.run() }
      let sessions = Task { @GLibActor in await services.sweepSessions() }
      let mcp = Task { @GLibActor in await services.mcp.run() }
      running = Running(
        services: services, dispatcher: dispatcher, listener: listener, events: events, sessions: sessions, mcp: mcp)
      return BoundAddress(host: bound.host, port: bound.port, isSecure: settings.tls != nil)
    } catch let failure as SoupError {
      throw ServerError.listener(failure)
    }
  }

  /// Runs until the task is cancelled, then drains for up to 5 s.
  /// - Parameter started: told the address once the server listens.
  public nonisolated func run(started: @Sendable (BoundAddress) async -> Void) async throws {
    await started(try await start())
    let (ends, ending) = AsyncStream<Void>.makeStream()
    await withTaskCancellationHandler {
      for await _ in ends {}
    } onCancel: {
      ending.finish()
    }
    await stop(draining: .seconds(5))
  }

  /// Takes no more connections, ends event streams and sockets, and lets requests under way finish within `patience`.
  public func stop(draining patience: Duration) async {
    guard let running else { return }
    self.running = nil
    running.services.isDraining = true
    running.listener.stopAccepting()
    running.events.cancel()
    running.sessions.cancel()
    running.services.events.endAll()
    running.mcp.cancel()
    running.services.mcp.endAll()
    running.services.sockets.endAll()
    running.listener.closeIdleConnections()
    let deadline = ContinuousClock.now + patience
    while running.listener.openExchanges > 0, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(20))
    }
    running.listener.closeAllConnections()
  }

  /// Where the certificate of `tls: local` lies: the file that others import to trust this server.
  public nonisolated static func localCertificate(inData folder: String) -> String {
    LocalCertificate(folder: folder).certificateFile
  }

  /// The routes, for tests of completeness.
  func routes() -> [Route] { running?.services.table.routes ?? [] }

  private func identity() throws -> TLSIdentity? {
    switch settings.tls {
    case nil: nil
    case .files(let certificate, let key): try TLSIdentity(certificateFile: certificate, keyFile: key)
    case .local: try LocalCertificate(folder: settings.data).identity(for: settings.listen)
    }
  }
}
