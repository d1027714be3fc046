/// Why a sentence stands as it was composed, though a language model was there.
public enum RephrasingFault: Error, Sendable, Hashable {
  /// The sentence reads as an instruction, or is no plain sentence: no model is given it.
  case notOffered
  /// The model gave no answer.
  case noAnswer
  /// The checker's own vectors could not be made: what was not checked in full is not kept.
  case unchecked
  /// It gave the sentence back.
  case unchanged
  /// It says something that the sentence does not.
  case addition(SupportFault)
  /// It leaves out something that the sentence says.
  case omission(SupportFault)

  /// As records and tables name it.
  public var name: String {
    switch self {
    case .notOffered: "not offered"
    case .noAnswer: "no answer"
    case .unchecked: "not checked"
    case .unchanged: "unchanged"
    case .addition(let fault): "added: \(fault.rawValue)"
    case .omission(let fault): "left out: \(fault.rawValue)"
    }
  }
}
