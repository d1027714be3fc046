/// A request that somebody else's signature vouches for, as it arrived.
public struct SignedMessage: Sendable, Hashable {
  public let method: String
  /// With the query, as sent.
  public let path: String
  /// Names in lower case; a header that was given twice is left out.
  public let headers: [String: String]
  public let body: [UInt8]

  /// - Parameters:
  ///   - method: in capitals.
  ///   - path: with the query.
  ///   - headers: names in lower case.
  ///   - body: whole.
  public init(method: String, path: String, headers: [String: String], body: [UInt8]) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }

  /// - Parameter name: in lower case.
  /// - Returns: its only value.
  public func header(_ name: String) -> String? { headers[name] }
}
