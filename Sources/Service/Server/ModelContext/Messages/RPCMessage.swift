import Vocabulary

/// One JSON-RPC 2.0 message of a client.
enum RPCMessage: Sendable {
  case request(RPCRequest)
  case notification(method: String, params: [String: JSONValue])
  /// An answer to a request of ours: there are none.
  case response

  /// Reads one body. - Throws: −32700.
  static func value(of body: [UInt8]) throws(RPCFault) -> JSONValue {
    do { return try JSONValue(parsing: body) } catch { throw .parse }
  }

  /// - Throws: −32600 for what is no message.
  init(_ value: JSONValue) throws(RPCFault) {
    guard case .object(let members) = value else { throw .invalid("A message is a JSON object.") }
    guard members["jsonrpc"] == "2.0" else { throw .invalid("jsonrpc must be \"2.0\".") }
    guard let method = members["method"] else {
      guard members["result"] != nil || members["error"] != nil else { throw .invalid("A message needs a method.") }
      self = .response
      return
    }
    guard let name = method.text, (1...128).contains(name.utf8.count) else {
      throw .invalid("method must be a text of 1 to 128 bytes.")
    }
    var params: [String: JSONValue] = [:]
    switch members["params"] {
    case nil: break
    case .object(let given)?: params = given
    default: throw .invalid("params must be an object.")
    }
    guard let id = members["id"] else {
      self = .notification(method: name, params: params)
      return
    }
    guard Self.isIdentifier(id) else { throw .invalid("id must be a text of up to 256 bytes or a whole number.") }
    self = .request(RPCRequest(id: id, method: name, params: params))
  }

  /// The id of what could not be read as a whole; `null` where it has none.
  static func identifier(of value: JSONValue) -> JSONValue {
    guard let id = value["id"], isIdentifier(id) else { return .null }
    return id
  }

  private static func isIdentifier(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): text.utf8.count <= 256
    case .integer: true
    default: false
    }
  }
}
