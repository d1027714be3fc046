public import Vocabulary

/// Decides which warnings go to a second reader, and when: those that nobody has acknowledged for a set time. A value; it reads no clock.
///
/// It is a function of what the journal says of each alert (raised, silenced until, acknowledged, passed on), so that a server that
/// starts again goes on where it stopped.
///
/// Invariants:
/// - Only warnings are passed on, and each once for as long as it stays unacknowledged.
/// - An alert that has ended still waits for somebody.
/// - A silence puts it off until the silence ends: somebody has given a reason.
public struct EscalationMachine: Sendable {
  /// Warnings that may wait; beyond it the oldest is passed on at once rather than forgotten.
  public static let bound = 4096

  private struct Waiting: Sendable {
    let dueAt: Int64
    let raisedAt: Int64
  }

  /// How long a warning may stay unacknowledged.
  public let patience: Duration
  private var waiting: [AlertIdentifier: Waiting] = [:]

  /// - Parameter patience: how long a warning may stay unacknowledged.
  public init(patience: Duration) { self.patience = patience }

  /// How many warnings wait for somebody to acknowledge them, and were not passed on yet.
  public var count: Int { waiting.count }

  /// Takes an alert in as the journal tells it; the newest word on it counts.
  ///
  /// - Parameter alert: as it stands.
  public mutating func note(_ alert: AlertRecord) {
    guard alert.tier == .warning, alert.acknowledged == nil, alert.escalated == nil,
      let raisedAt = RFC3339.wallMilliseconds(alert.raisedAt)
    else {
      waiting[alert.id] = nil
      return
    }
    let silenced = alert.silencedUntil.flatMap(RFC3339.wallMilliseconds) ?? .min
    let dueAt = max(raisedAt + Int64(patience.milliseconds), silenced)
    waiting[alert.id] = Waiting(dueAt: dueAt, raisedAt: raisedAt)
    guard waiting.count > Self.bound, let oldest = waiting.min(by: { $0.value.raisedAt < $1.value.raisedAt })?.key else { return }
    waiting[oldest] = Waiting(dueAt: .min, raisedAt: .min)
  }

  /// The alert went away with its session's key, or cannot be read.
  ///
  /// - Parameter alert: which.
  public mutating func forget(_ alert: AlertIdentifier) { waiting[alert] = nil }

  /// Which warnings must be passed on now. They stay due until ``note(_:)`` is told otherwise, so that one that could not be written down
  /// is tried again.
  ///
  /// - Parameter wallMilliseconds: the time by the wall's clock, on which alerts are dated.
  /// - Returns: the one that waited longest first.
  public func due(at wallMilliseconds: Int64) -> [AlertIdentifier] {
    waiting.filter { $0.value.dueAt <= wallMilliseconds }
      .sorted { ($0.value.raisedAt, $0.key.text) < ($1.value.raisedAt, $1.key.text) }.map(\.key)
  }
}
