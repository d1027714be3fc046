public import Configuration
public import Journal
import Synchronization
public import Vocabulary

/// Makes each sink's deliveries, in the transaction that stores what they tell.
///
/// - Threading: safe from any thread; ``turn(_:_:)`` and the journal meet in a lock that holds nothing but names.
public final class HandoffComposer: DeliveryComposer {
  private let sinks: [SinkSetting]
  private let allows: @Sendable (SessionIdentifier) -> Bool
  private let queued: @Sendable (String) -> Void
  private let on: Mutex<Set<String>>

  /// - Parameters:
  ///   - sinks: who may hear of alerts.
  ///   - allows: whether a session's alerts may leave the machine now.
  ///   - queued: told the name of each sink that got something; returns at once.
  public init(
    sinks: [SinkSetting], allows: @escaping @Sendable (SessionIdentifier) -> Bool, queued: @escaping @Sendable (String) -> Void
  ) {
    self.sinks = sinks
    self.allows = allows
    self.queued = queued
    on = Mutex(Set(sinks.filter(\.isOn).map(\.name)))
  }

  /// For a sink that is off nothing is queued.
  ///
  /// - Parameters:
  ///   - sink: the sink's name.
  ///   - isOn: how it stands from now on.
  public func turn(_ sink: String, _ isOn: Bool) {
    on.withLock { names in
      if isOn { names.insert(sink) } else { names.remove(sink) }
    }
  }

  public func sinks(hearing entry: JournalEntry, of record: AlertRecord) -> [String] {
    guard let change = AlertChange(entry.kind), allows(record.session) else { return [] }
    let present = on.withLock { $0 }
    return sinks.filter { present.contains($0.name) && (change != .explained || $0.explains) }.map(\.name)
  }

  public func delivery(
    to sink: String, telling entry: JournalEntry, of record: AlertRecord, open: () throws -> Int, judged: () throws -> Bool
  ) throws -> JournalDelivery {
    guard let setting = sinks.first(where: { $0.name == sink }), let change = AlertChange(entry.kind) else {
      return JournalDelivery(sink: sink, type: "", body: .null)
    }
    let isJudged = setting.kind == .fhir ? try judged() : false
    let message = AlertMessage(change, entry: entry, record: record, isJudged: isJudged, for: setting)
    var body = message.body
    if setting.kind == .mqtt, case .object(var members) = body {
      members["open"] = .integer(Int64(try open()))
      body = .object(members)
    }
    defer { queued(sink) }
    let queuedAt = RFC3339.wallMilliseconds(entry.at) ?? 0
    return JournalDelivery(
      sink: sink, type: change.messageType, body: body, notBefore: queuedAt + (setting.retry.first ?? 0))
  }
}
