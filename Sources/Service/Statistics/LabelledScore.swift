/// One picture's score for one condition, its truth, and whom it belongs to.
public struct LabelledScore: Sendable, Hashable {
  /// Higher means more like the condition; any scale.
  public let score: Double
  public let isPositive: Bool
  /// Pictures of one group (a patient) are resampled together.
  public let group: String

  public init(score: Double, isPositive: Bool, group: String) {
    self.score = score
    self.isPositive = isPositive
    self.group = group
  }
}
