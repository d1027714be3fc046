public import Vocabulary

/// What happened to an alert, as sinks hear it.
public enum AlertChange: String, Sendable, Hashable, CaseIterable {
  case raised, ended, acknowledged, silenced, explained, verdict
  case acknowledgementUndone = "acknowledgement-undone"
  case silenceUndone = "silence-undone"

  /// `nil` for entries that sinks do not hear of: those of hand-off itself among them, so that no delivery makes another.
  public init?(_ kind: JournalEntryKind) {
    switch kind {
    case .alertRaised: self = .raised
    case .alertEnded: self = .ended
    case .alertAcknowledged: self = .acknowledged
    case .alertAcknowledgementUndone: self = .acknowledgementUndone
    case .alertSilenced: self = .silenced
    case .alertSilenceUndone: self = .silenceUndone
    case .explained: self = .explained
    case .verdict: self = .verdict
    default: return nil
    }
  }

  /// The message's type.
  public var messageType: String { self == .raised ? "skino.alert.raised" : "skino.alert.changed" }
}
