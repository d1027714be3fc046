import Soup
import Vocabulary

/// What waits for one client. Alerts wait in order, up to a bound; of everything else the newest takes the place of the older.
struct EventQueue {
  private let alertLimit: Int
  private var alerts: [EventMessage] = []
  /// In order of first arrival, so that no stream starves another.
  private var latest: [EventMessage] = []
  /// Assessments and states whose place a newer one took.
  private(set) var superseded = 0

  init(alertLimit: Int) { self.alertLimit = alertLimit }

  var isEmpty: Bool { alerts.isEmpty && latest.isEmpty }

  /// - Returns: `false` if an alert found no room: the client must be disconnected, it resumes from the journal.
  mutating func put(_ message: EventMessage) -> Bool {
    if case .journalled = message.kind {
      guard alerts.count < alertLimit else { return false }
      alerts.append(message)
    } else if let index = latest.firstIndex(where: { $0.kind == message.kind }) {
      superseded += 1
      latest[index] = message
    } else {
      latest.append(message)
    }
    return true
  }

  /// The next to send, alerts first.
  mutating func take() -> EventMessage? {
    if !alerts.isEmpty { return alerts.removeFirst() }
    return latest.isEmpty ? nil : latest.removeFirst()
  }

  /// Drops waiting alerts up to and including a sequence.
  mutating func dropAlerts(through sequence: Int64) {
    alerts.removeAll { if case .journalled(_, let own) = $0.kind { own <= sequence } else { false } }
  }

  mutating func dropAllAlerts() { alerts.removeAll() }
}
