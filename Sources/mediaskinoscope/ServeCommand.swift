import Configuration
import Encoding
import Foundation
import GLib
import People
import Pipeline
import Server

/// `serve`: the server.
struct ServeCommand: Command {
  let name = "serve"
  let summary = "runs the server: dashboard, live streams, alerts"
  let usage = "[--config FILE] [--listen ADDRESS:PORT]"
  let options: [OptionSpecification] = [
    .init("config", .text(placeholder: "FILE"), "a YAML configuration; options here outrank it"),
    .init(
      "listen", .text(placeholder: "ADDRESS:PORT"), "where to listen (default 127.0.0.1:8080; port 0 lets the kernel choose)"),
    .init("tls", .text(placeholder: "local"), "`local` makes a certificate of this machine's own"),
    .data, .model, .device, .precision, .pack,
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    try options.refuseArguments(of: self)
    // Threads come and go with streams; two heaps hold what sixteen would, in less.
    HeapSettings.limitArenas(to: 2)
    let settings = try settings(options)
    let resources = Resources.find()
    do {
      let installation = try await Installation.open(settings, resources: resources)
      try await untilTerminated {
        try await installation.run { address in announce(address, settings) }
      }
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw .failed("the server could not start: \(error)")
    }
  }

  private func settings(_ options: ParsedOptions) throws(CommandFailure) -> Settings {
    do {
      var settings = try options.text("config").map { try Settings(file: $0) } ?? Settings()
      if let text = options.text("listen") {
        guard let address = ListenAddress(text) else {
          throw CommandFailure.usage("--listen \(text): give \(ListenAddress.allowed)")
        }
        settings.listen = address
      }
      if let tls = options.text("tls") {
        guard tls == "local" else {
          throw CommandFailure.usage("--tls \(tls): only `local` can be given here; name files in the configuration")
        }
        settings.tls = .local
      }
      if let data = options.text("data") { settings.data = data }
      if let model = options.text("model") { settings.model = model }
      if let device = try options.device() { settings.device = device.name }
      if options.text("precision") != nil { settings.precision = try options.precision() }
      if options.text("pack") != nil { settings.packs = options.list("pack") }
      try settings.checkExposure(hasPeople: PeopleDesk.hasAdministrator(in: settings.data))
      return settings
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  private func announce(_ address: BoundAddress, _ settings: Settings) {
    Console.error("MediaSKINoscope \(Version.text) listens on \(address)  (research use only, not for diagnosis)")
    guard settings.tls == .local else { return }
    let certificate = HTTPServer.localCertificate(inData: settings.data)
    Console.error(
      "its own certificate is \(certificate): import it as an authority in the browser, or try curl --cacert \(certificate)")
  }
}

/// Runs `work` until SIGTERM or SIGINT, then cancels it and waits for it to drain.
func untilTerminated(_ work: @escaping @Sendable () async throws -> Void) async throws {
  let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
  let sources = [SIGTERM, SIGINT].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { continuation.yield() }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await work() }
    group.addTask { for await _ in signals { break } }
    // Whichever ends first ends the other: the server's failure, or the signal.
    try await group.next()
    group.cancelAll()
    try await group.waitForAll()
  }
}

extension ParsedOptions {
  /// The device that `--device` names; `nil` if it is not given.
  func device() throws(CommandFailure) -> DeviceChoice? {
    guard let text = text("device") else { return nil }
    guard let device = DeviceChoice(text) else { throw .usage("--device \(text): give \(DeviceChoice.allowed)") }
    return device
  }

  /// For commands that take options only.
  func refuseArguments(of command: some Command) throws(CommandFailure) {
    guard let first = arguments.first else { return }
    throw .usage("\(command.name) takes no argument, but '\(first)' was given")
  }
}
