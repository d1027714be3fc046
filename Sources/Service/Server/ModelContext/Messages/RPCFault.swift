import Vocabulary

/// An error as JSON-RPC 2.0 tells it.
///
/// - Source: codes of JSON-RPC 2.0; −32002, −32020 and −32022 of the Model Context Protocol.
struct RPCFault: Error, Sendable {
  let code: Int64
  let message: String
  var data: JSONValue?
  /// Of the HTTP reply that carries it.
  var status = 200

  static let parse = RPCFault(
    code: -32700, message: "The body is not JSON, or is nested too deeply.", status: 400)

  static func invalid(_ message: String) -> RPCFault { RPCFault(code: -32600, message: message, status: 400) }

  static func unknownMethod(_ method: String, _ version: McpVersion) -> RPCFault {
    RPCFault(
      code: -32601, message: "There is no method \(method.prefix(80)) here.", status: version.isStateless ? 404 : 200)
  }

  static func parameters(_ message: String) -> RPCFault { RPCFault(code: -32602, message: message) }

  static func unknownResource(_ version: McpVersion) -> RPCFault {
    RPCFault(code: version.isStateless ? -32602 : -32002, message: "There is no such resource. Read resources/list.")
  }

  static func unsupportedVersion(_ asked: String) -> RPCFault {
    RPCFault(
      code: -32022, message: "This server does not speak that version of the protocol.",
      data: [
        "requested": .string(String(asked.prefix(40))),
        "supported": .array(McpVersion.allCases.reversed().map { .string($0.rawValue) }),
      ], status: 400)
  }

  static func headerMismatch(_ message: String) -> RPCFault { RPCFault(code: -32020, message: message, status: 400) }

  static func busy(_ message: String, status: Int = 503) -> RPCFault {
    RPCFault(code: -32000, message: message, status: status)
  }

  static let failed = RPCFault(code: -32603, message: "The server failed at this. Its log says more.")

  /// The message that tells it. - Parameter id: of the request; `null` where none could be read.
  func message(id: JSONValue) -> JSONValue {
    var error: [String: JSONValue] = ["code": .integer(code), "message": .string(message)]
    error["data"] = data
    return ["jsonrpc": "2.0", "id": id, "error": .object(error)]
  }
}
