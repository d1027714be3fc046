extension JSONValue {
  /// An alert's record, vectors included. Vectors go in by hand: the general coding takes several times as long for them, and an alert
  /// is not shown before it is stored.
  ///
  /// - Throws: `EncodingError` for a number outside the vectors that is not finite.
  public init(alert record: AlertRecord) throws {
    guard case .object(var members) = try JSONValue(record: record.withoutVectors), case .array(let frames)? = members["why"]
    else { throw JSONFault(offset: 0, reason: "an alert's record is an object with reasons") }
    members["why"] = .array(zip(frames, record.why).map(Self.frame))
    self = .object(members)
  }

  private static func frame(_ value: JSONValue, _ frame: AlertReasonFrame) -> JSONValue {
    guard case .object(var members) = value, let vector = frame.vector else { return value }
    // By way of the shortest digits that bring the number back: widening it would print twice as many.
    members["vector"] = .array(vector.map { .number(Double($0.description) ?? .nan) })
    return .object(members)
  }
}
