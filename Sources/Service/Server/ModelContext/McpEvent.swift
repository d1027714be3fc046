import Soup
import Vocabulary

/// One server-sent event that carries one message.
enum McpEvent {
  static func bytes(_ message: JSONValue, id: String? = nil) -> SharedBytes { bytes(message.encoded, id: id) }

  /// - Parameter message: JSON on one line.
  static func bytes(_ message: [UInt8], id: String? = nil) -> SharedBytes {
    SharedBytes(Array("event: message\n\(id.map { "id: \($0)\n" } ?? "")data: ".utf8) + message + Array("\n\n".utf8))
  }

  /// Nothing but an id from which a client may resume.
  static func priming(_ id: String) -> SharedBytes { SharedBytes("id: \(id)\ndata: \n\n") }

  static func updated(_ resource: McpResource, subscription: JSONValue?) -> JSONValue {
    var params: [String: JSONValue] = ["uri": .string(resource.uri)]
    if let subscription { params["_meta"] = ["io.modelcontextprotocol/subscriptionId": subscription] }
    return ["jsonrpc": "2.0", "method": "notifications/resources/updated", "params": .object(params)]
  }
}
