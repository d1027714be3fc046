import Vocabulary

/// A record whose absent members are written as `null`, because clients look for the key.
public struct WithNulls<Record: Encodable & Sendable>: Encodable, Sendable {
  /// What is written.
  public let record: Record
  /// Members that may be absent.
  let keys: [String]

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// - Parameter encoder: where it goes.
  public func encode(to encoder: any Encoder) throws {
    // The nulls first: a member that is present replaces its own.
    var container = encoder.container(keyedBy: Key.self)
    for key in keys { try container.encodeNil(forKey: Key(stringValue: key)) }
    try record.encode(to: encoder)
  }
}

extension AlertRecord {
  /// As clients see it: no vectors, every member.
  var served: WithNulls<AlertRecord> {
    WithNulls(
      record: withoutVectors,
      keys: ["ended_at", "acknowledged", "escalated", "silenced_until", "silence_reason", "probability", "observation"])
  }
}

extension StreamState {
  var served: WithNulls<StreamState> {
    WithNulls(record: self, keys: ["session", "age_ms", "within_100_ms", "message", "background", "agreement", "zones"])
  }
}

extension AssessmentRecord {
  var served: WithNulls<AssessmentRecord> { WithNulls(record: self, keys: ["sender_age_ms"]) }
}

extension JournalEntry {
  var served: WithNulls<JournalEntry> { WithNulls(record: self, keys: ["session", "alert"]) }
}
