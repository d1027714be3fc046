public import Vocabulary

/// Why thresholds were not changed.
public enum AlertingError: Error, Sendable, Hashable {
  /// The pack has no such condition, or it is a control.
  case unknownCondition(ConditionIdentifier)
  case outOfRange(ConditionIdentifier, ThresholdSetting.Fault)
}

extension AlertingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownCondition(let condition): "\(condition) is no condition of this stream's pack"
    case .outOfRange(let condition, let fault): "\(condition): \(fault.field) must be \(fault.allowed)"
    }
  }
}
