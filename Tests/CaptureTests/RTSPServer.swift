import Foundation

/// GStreamer's own RTSP server in a process of its own, by `E2E/rtsp_server.py`; it ends with this object.
final class RTSPServer: Sendable {
  struct Greeting: Decodable {
    let url: String
    let port: Int
  }

  let greeting: Greeting
  private let process: Process
  private let input: Pipe

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("E2E/rtsp_server.py").path

  /// Whether the packages of `scripts/packages-test.txt` are here.
  static let isInstalled = ["GstRtspServer-1.0.typelib"].allSatisfy { name in
    FileManager.default.fileExists(atPath: "/usr/lib/x86_64-linux-gnu/girepository-1.0/" + name)
      || FileManager.default.fileExists(atPath: "/usr/lib/aarch64-linux-gnu/girepository-1.0/" + name)
  }

  init(_ arguments: [String] = []) throws {
    process = Process()
    input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [Self.script] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    greeting = try JSONDecoder().decode(Greeting.self, from: output.fileHandleForReading.availableData)
  }

  var address: SourceAddressText { SourceAddressText(url: greeting.url) }

  /// Ends the server as a power cut would.
  ///
  /// SIGKILL, since the child inherits the signal mask of the thread that started it, and pool threads block SIGTERM.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Stops it without a word, as a cable pulled out would: connections stay open and nothing comes.
  func freeze() { Foundation.kill(process.processIdentifier, SIGSTOP) }

  func thaw() { Foundation.kill(process.processIdentifier, SIGCONT) }

  deinit { kill() }
}

/// A URL as a user writes it.
struct SourceAddressText {
  let url: String

  func with(user: String) -> String { url.replacing("rtsp://", with: "rtsp://\(user)@") }
}
