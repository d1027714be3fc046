/// What a client sends.
public struct ClientRequest: Sendable {
  public var method: String
  /// Behind the target's own path; starts with a slash, percent-encoded.
  public var path: String
  public var headers: [(name: String, value: String)]
  /// The body's media type and bytes; they can be sent several times without a copy.
  public var body: (type: String, bytes: SharedBytes)?

  public init(
    method: String = "GET", path: String, headers: [(name: String, value: String)] = [],
    body: (type: String, bytes: SharedBytes)? = nil
  ) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }
}
