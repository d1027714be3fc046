/// A text, and a sentence that is said to follow from it.
public struct EntailmentPair: Sendable, Hashable {
  /// What is known to be so.
  public let premise: String
  /// What is said to follow.
  public let claim: String

  /// - Parameters:
  ///   - premise: what is known to be so.
  ///   - claim: what is said to follow.
  public init(premise: String, claim: String) {
    self.premise = premise
    self.claim = claim
  }
}
