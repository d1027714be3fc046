import Vocabulary

/// A JSON-RPC request.
struct RPCRequest: Sendable {
  /// A text or a whole number.
  let id: JSONValue
  let method: String
  let params: [String: JSONValue]

  /// What a client sent about the request itself.
  var meta: [String: JSONValue] {
    guard case .object(let meta)? = params["_meta"] else { return [:] }
    return meta
  }

  /// Names the progress that the client wants to hear of.
  var progressToken: JSONValue? {
    switch meta["progressToken"] {
    case .string(let text)? where text.utf8.count <= 256: .string(text)
    case .integer(let number)?: .integer(number)
    default: nil
    }
  }

  /// A text of the parameters. - Throws: −32602 where there is none.
  func text(_ name: String) throws(RPCFault) -> String {
    guard let text = params[name]?.text, !text.isEmpty, text.utf8.count <= 1_024 else {
      throw .parameters("params.\(name) must be a text of up to 1024 bytes.")
    }
    return text
  }
}
