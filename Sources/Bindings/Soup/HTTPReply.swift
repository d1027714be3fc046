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

  /// Whether no reply with this status has a body, whatever its headers say (RFC 9112, 6.3). libsoup must be told: it would take a
  /// reply without a length for one that lasts until the connection ends, and end it without a word to the peer.
  var neverHasBody: Bool { status == 204 || status == 304 }
}
