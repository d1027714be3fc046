import GLib
import Soup
import Vocabulary

/// What requests must look like, and what replies do.
extension McpDesk {
  /// - Throws: 415 and 406.
  static func checkKinds(_ request: Request) throws(Problem) {
    let type = request.head.header("content-type")?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    guard type == "application/json" else { throw .unsupported(allowed: "application/json") }
    guard accepts("application/json", request) else { throw .notAcceptable("application/json and text/event-stream") }
  }

  /// Whether the caller takes replies of a type; one that says nothing takes any.
  static func accepts(_ type: String, _ request: Request) -> Bool {
    let values = request.head.headers.filter { $0.name == "accept" }.flatMap { $0.value.split(separator: ",") }
    guard !values.isEmpty else { return true }
    let family = type.prefix { $0 != "/" } + "/*"
    return values.contains { value in
      let bare = value.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
      return bare == type || bare == family || bare == "*/*"
    }
  }

  /// The version that the head names; `nil` where it names none.
  static func version(_ request: Request) throws(RPCFault) -> McpVersion? {
    guard request.head.count(of: "mcp-protocol-version") > 0 else { return nil }
    let text = request.head.header("mcp-protocol-version") ?? ""
    guard let version = McpVersion(rawValue: text) else { throw .unsupportedVersion(text) }
    return version
  }

  static func json(_ body: [UInt8], status: Int = 200, headers: [(name: String, value: String)] = []) -> HTTPReply {
    HTTPReply(status: status, headers: [("Content-Type", "application/json")] + headers, body: SharedBytes(body))
  }

  static func reply(_ fault: RPCFault, id: JSONValue = .null) -> HTTPReply {
    json(
      fault.message(id: id).encoded, status: fault.status,
      headers: [429, 503].contains(fault.status) ? [("Retry-After", "2")] : [])
  }

  static func streamHeaders(_ services: Services) -> [(name: String, value: String)] {
    services.finished(
      HTTPReply(
        status: 200, headers: [("Content-Type", "text/event-stream"), ("X-Accel-Buffering", "no"), ("Connection", "close")]),
      .api
    ).headers
  }
}

extension Problem {
  static func notAcceptable(_ types: String) -> Problem {
    Problem(406, "not-acceptable", "Not acceptable", "Accept must name \(types).")
  }
}
