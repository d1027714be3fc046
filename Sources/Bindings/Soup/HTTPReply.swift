/// A whole answer.
public struct HTTPReply: Sendable {
  public var status: Int
  /// In order; `Content-Length`, `Date` and `Connection` are the listener's.
  public var headers: [(name: String, value: String)]
  public var body: SharedBytes?

  public init(status: Int, headers: [(name: String, value: String)] = [], body: SharedBytes? = nil) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
