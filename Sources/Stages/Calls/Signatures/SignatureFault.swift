/// Why a message is not believed.
public enum SignatureFault: Error, Sendable, Hashable, CaseIterable {
  /// A header that the rules ask for is missing, given twice or malformed.
  case absent
  /// It does not fit the message.
  case wrong
  /// The message is older, or further in the future, than the tolerance.
  case stale
  /// The same message was here before.
  case replayed
}

extension SignatureFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .absent: "is missing"
    case .wrong: "does not fit it"
    case .stale: "is too old, or the clocks differ"
    case .replayed: "was here before"
    }
  }

  /// For the metric's label.
  public var word: String {
    switch self {
    case .absent: "absent"
    case .wrong: "wrong"
    case .stale: "stale"
    case .replayed: "replayed"
    }
  }
}
