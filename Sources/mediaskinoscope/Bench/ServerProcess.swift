import Foundation

/// This program as another process.
final class ServerProcess: Sendable {
  private let process: Process
  private let output: AsyncStream<Data>
  private let ends: AsyncStream<Void>

  init(_ arguments: [String]) throws {
    let (process, errors) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = arguments
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    let (output, lines) = AsyncStream.makeStream(of: Data.self)
    let (ends, ending) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in ending.finish() }
    try process.run()
    // A thread, for the reason that ChildLines gives.
    let errorOutput = errors.fileHandleForReading
    let thread = Thread {
      while case let data = errorOutput.availableData, !data.isEmpty { lines.yield(data) }
      lines.finish()
    }
    thread.start()
    (self.process, self.output, self.ends) = (process, output, ends)
  }

  /// Its number.
  var number: Int32 { process.processIdentifier }

  /// Where it listens, once it says so in its first line.
  func address() async throws -> URL {
    var text = ""
    for await data in output {
      text += String(decoding: data, as: UTF8.self)
      guard text.contains("\n"), let start = text.range(of: " listens on ")?.upperBound else { continue }
      let address = text[start...].prefix { !$0.isWhitespace }
      if let url = URL(string: String(address)) { return url }
    }
    throw CommandFailure.failed("the server did not start: \(text.trimmingCharacters(in: .whitespacesAndNewlines))")
  }

  /// Asks it to end and waits until it has.
  func end() async {
    process.terminate()
    for await _ in ends {}
  }

  deinit { if process.isRunning { process.terminate() } }
}
