import Foundation

/// Serves a folder over HTTP from a process of its own; `/elsewhere` redirects to `/clip.webm`. It ends with this object.
final class HTTPServer: Sendable {
  let port: Int
  private let process: Process

  private static let script = """
    import http.server, sys
    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            if self.path != "/elsewhere":
                return super().do_GET()
            self.send_response(302)
            self.send_header("Location", "/clip.webm")
            self.end_headers()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Handler(*a, directory=sys.argv[1]))
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  init(folder: String) throws {
    process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", Self.script, folder]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw CocoaError(.fileReadUnknown) }
    self.port = port
  }

  deinit {
    // SIGKILL for the reason that RTSPServer gives.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
