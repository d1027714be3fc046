/// The head of a request, copied out of C memory.
public struct HTTPHead: Sendable {
  public let method: String
  /// As sent, percent-encoded, without the query.
  public let path: String
  /// As sent, percent-encoded, without the question mark.
  public let query: String?
  /// The host that the request names, in lower case, without a port.
  public let host: String
  /// Names in lower case, in the order sent.
  public let headers: [(name: String, value: String)]
  /// Numeric address of the peer.
  public let remoteAddress: String
  public let isFromLoopback: Bool
  public let isSecure: Bool
  /// Whether a body follows.
  public let hasBody: Bool
  /// `nil` if the body is chunked or absent.
  public let contentLength: Int64?

  /// The only value of a header; `nil` if it is absent or given more than once.
  public func header(_ name: String) -> String? {
    let values = headers.filter { $0.name == name }
    return values.count == 1 ? values[0].value : nil
  }

  /// How often a header was given.
  public func count(of name: String) -> Int { headers.count { $0.name == name } }
}
