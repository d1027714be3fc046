/// Something that a sink must receive, written in the same transaction as the entry it tells of.
public struct JournalDelivery: Sendable, Hashable {
  /// The sink's configured name.
  public let sink: String
  /// Message type, `skino.alert.raised`.
  public let type: String
  public let body: JSONValue

  public init(sink: String, type: String, body: JSONValue) {
    self.sink = sink
    self.type = type
    self.body = body
  }
}
