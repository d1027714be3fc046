import Vocabulary

/// What can be read, and for some of it, watched.
enum McpResource: Hashable, Sendable {
  case alerts
  case alert(AlertIdentifier)
  case explanation(AlertIdentifier)
  case streams
  case stream(StreamIdentifier)
  case conditions
  case knowledge(ConditionIdentifier)

  private static let scheme = "skino://"

  /// - Returns: `nil` for what is no address of this server.
  init?(uri: String) {
    guard uri.hasPrefix(Self.scheme) else { return nil }
    let parts = uri.dropFirst(Self.scheme.count).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count) {
    case ("alerts", 1): self = .alerts
    case ("streams", 1): self = .streams
    case ("conditions", 1): self = .conditions
    case ("alerts", 2):
      guard let id = AlertIdentifier(parts[1]) else { return nil }
      self = .alert(id)
    case ("alerts", 3):
      guard let id = AlertIdentifier(parts[1]), parts[2] == "explanation" else { return nil }
      self = .explanation(id)
    case ("streams", 2):
      guard let id = StreamIdentifier(parts[1]) else { return nil }
      self = .stream(id)
    case ("conditions", 3):
      guard let id = ConditionIdentifier(parts[1]), parts[2] == "knowledge" else { return nil }
      self = .knowledge(id)
    default: return nil
    }
  }

  var uri: String {
    switch self {
    case .alerts: "skino://alerts"
    case .alert(let id): "skino://alerts/\(id)"
    case .explanation(let id): "skino://alerts/\(id)/explanation"
    case .streams: "skino://streams"
    case .stream(let id): "skino://streams/\(id)"
    case .conditions: "skino://conditions"
    case .knowledge(let id): "skino://conditions/\(id)/knowledge"
    }
  }

  /// Whether its changes are told: what the journal tells, so that a client that was away loses none.
  var isWatchable: Bool {
    switch self {
    case .alerts, .alert, .explanation: true
    default: false
    }
  }

  /// What a journal entry changes, always in the same order: event ids count on it.
  static func changed(by entry: JournalEntry) -> [McpResource] {
    switch entry.kind {
    case .alertRaised, .alertEnded, .alertAcknowledged, .alertAcknowledgementUndone, .alertSilenced, .alertSilenceUndone,
      .verdict:
      [.alerts] + (entry.alert.map { [.alert($0)] } ?? [])
    case .explained: entry.alert.map { [.explanation($0)] } ?? []
    case .purged: [.alerts]
    default: []
    }
  }
}
