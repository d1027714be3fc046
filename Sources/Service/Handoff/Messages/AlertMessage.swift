public import Configuration
public import Vocabulary

/// What a sink hears of an entry about an alert, before it takes the form of the sink's kind.
public struct AlertMessage: Sendable, Hashable {
  /// What happened.
  public let change: AlertChange
  /// `type`, `timestamp` and `data`.
  public let body: JSONValue

  /// - Parameters:
  ///   - change: what happened.
  ///   - entry: what was stored.
  ///   - record: the alert after it.
  ///   - isJudged: whether a reader has given a verdict, now or before; only FHIR sinks hear that.
  ///   - sink: who hears it.
  public init(
    _ change: AlertChange, entry: JournalEntry, record: AlertRecord, isJudged: Bool = false, for sink: SinkSetting
  ) {
    self.change = change
    var data = sink.details == .full ? Self.whole(record) : Self.thin(record)
    if sink.kind == .fhir {
      data.merge(Self.measured(record)) { $1 }
      data["judged"] = .bool(isJudged || change == .verdict)
    }
    data["change"] = .string(change.rawValue)
    data["entry"] = .integer(entry.sequence)
    data["link"] = sink.link.map { .string("\($0)/alert?id=\(record.id.text)") } ?? .null
    if change == .explained { data["explanation"] = Self.explanation(entry.data, sink.details) }
    if change == .verdict, sink.details == .full { data["verdict"] = entry.data }
    body = ["type": .string(change.messageType), "timestamp": .string(entry.at), "data": .object(data)]
  }

  /// Ids, condition, tier, state and times: nothing that names a person, and no number that was measured. A stream's name is not in
  /// it, because people name streams after beds and patients.
  private static func thin(_ record: AlertRecord) -> [String: JSONValue] {
    [
      "id": .string(record.id.text), "session": .string(record.session.text), "condition": .string(record.condition.text),
      "tier": .string(record.tier.rawValue), "state": .string(record.state.rawValue), "raised_at": .string(record.raisedAt),
      "captured_at": .string(record.capturedAt), "ended_at": text(record.endedAt),
      "acknowledged": record.acknowledged.map { ["at": .string($0.at)] } ?? .null,
      "silenced_until": text(record.silencedUntil), "demo": .bool(record.demo), "research_use_only": true,
    ]
  }

  private static func whole(_ record: AlertRecord) -> [String: JSONValue] {
    guard case .object(let members)? = try? JSONValue(record: record.withoutVectors) else { return thin(record) }
    return thin(record).merging(members) { $1 }
  }

  /// What a FHIR resource cannot do without.
  private static func measured(_ record: AlertRecord) -> [String: JSONValue] {
    [
      "codes": .array(
        record.codes.map { ["system": .string($0.system), "code": .string($0.code), "display": .string($0.display)] }),
      "probability": record.probability.flatMap { $0.isFinite ? .number($0) : nil } ?? .null,
      "enter": .number(record.threshold.enter), "scale": .string(record.threshold.scale.rawValue),
      "model": .string(record.model.text), "pack": .string(record.pack.text),
    ]
  }

  private static func explanation(_ data: JSONValue, _ details: SinkSetting.Details) -> JSONValue {
    details == .full ? data : ["short": data["short"] ?? .null, "refused": data["refused"] ?? .null]
  }

  private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
