/// What a reader judges.
public enum ReviewSubject: Sendable, Hashable {
  case alert(AlertIdentifier)
  /// A stretch of a session without alerts, by its id of 32 hexadecimal digits.
  case stretch(String)

  /// The id, whatever it is of.
  public var text: String {
    switch self {
    case .alert(let alert): alert.text
    case .stretch(let stretch): stretch
    }
  }
}
