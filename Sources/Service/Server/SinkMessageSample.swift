/// What leaves the machine for a sink, of one kind of message and of an alert that nobody ever had.
public struct SinkMessageSample: Sendable, Hashable, Encodable {
  /// What happened: `raised`, `ended` …
  public let change: String
  public let method: String
  /// Scheme, host and port; for MQTT the topic.
  public let target: String
  public let headers: [String]
  public let body: String

  /// - Parameters:
  ///   - change: what happened.
  ///   - method: of the request.
  ///   - target: where to.
  ///   - headers: a line each.
  ///   - body: word for word.
  public init(change: String, method: String, target: String, headers: [String], body: String) {
    self.change = change
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }
}
