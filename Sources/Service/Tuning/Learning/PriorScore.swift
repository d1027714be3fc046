/// What served until now says of one example and condition.
public struct PriorScore: Sendable, Hashable {
  public let evidence: Double
  /// `nil` where no calibration stood behind it.
  public let probability: Double?

  /// - Parameters:
  ///   - evidence: on any scale.
  ///   - probability: 0…1.
  public init(evidence: Double, probability: Double?) {
    self.evidence = evidence
    self.probability = probability
  }
}
