/// Something that a sink must receive, written in the same transaction as the entry it tells of.
public struct JournalDelivery: Sendable, Hashable {
  /// The sink's configured name.
  public let sink: String
  /// Message type, `skino.alert.raised`.
  public let type: String
  public let body: JSONValue
  /// Not sent before, in milliseconds since 1970; 0 = at once.
  public let notBefore: Int64

  /// - Parameters:
  ///   - sink: the sink's configured name.
  ///   - type: message type.
  ///   - body: what the sink makes its message of.
  ///   - notBefore: milliseconds since 1970; 0 = at once.
  public init(sink: String, type: String, body: JSONValue, notBefore: Int64 = 0) {
    self.sink = sink
    self.type = type
    self.body = body
    self.notBefore = notBefore
  }
}
