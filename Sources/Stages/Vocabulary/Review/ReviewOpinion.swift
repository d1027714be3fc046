/// What a reader says of a case.
public enum ReviewOpinion: Sendable, Hashable {
  case condition(ConditionIdentifier)
  /// None of the pack's conditions.
  case nothing
  /// The picture does not allow an answer.
  case cannotSay

  /// - Parameter text: a condition's id, `none` or `cannot-say`.
  public init?(_ text: String) {
    switch text {
    case "none": self = .nothing
    case "cannot-say": self = .cannotSay
    default:
      guard let condition = ConditionIdentifier(text) else { return nil }
      self = .condition(condition)
    }
  }

  /// As records have it.
  public var text: String {
    switch self {
    case .condition(let condition): condition.text
    case .nothing: "none"
    case .cannotSay: "cannot-say"
    }
  }
}
