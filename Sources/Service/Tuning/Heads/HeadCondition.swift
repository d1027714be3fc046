public import Vocabulary

/// What a head knows of one condition: a linear logit on the encoder's raw vectors, and the curve that makes a probability of it.
public struct HeadCondition: Sendable, Hashable, Codable {
  /// A logistic curve over the logit: probability = 1 ÷ (1 + e^−(slope · logit + intercept)).
  public struct Curve: Sendable, Hashable, Codable {
    public let slope: Double
    public let intercept: Double

    /// - Parameters:
    ///   - slope: more than 0.
    ///   - intercept: any number.
    public init(slope: Double, intercept: Double) {
      self.slope = slope
      self.intercept = intercept
    }
  }

  public let condition: ConditionIdentifier
  public let model: LogisticModel
  /// scikit-learn's C, as it was chosen.
  public let inversePenalty: Double
  /// Fitted on scores of examples that the model had not seen; `nil` where none could be fitted.
  public let curve: Curve?
  /// Whether a probability may be shown.
  public let proven: Bool

  /// - Parameters:
  ///   - condition: which.
  ///   - model: on raw vectors.
  ///   - inversePenalty: as it was chosen.
  ///   - curve: from logit to probability.
  ///   - proven: whether its held-out calibration holds.
  public init(
    condition: ConditionIdentifier, model: LogisticModel, inversePenalty: Double, curve: Curve?, proven: Bool
  ) {
    self.condition = condition
    self.model = model
    self.inversePenalty = inversePenalty
    self.curve = curve
    self.proven = proven
  }

  enum CodingKeys: String, CodingKey {
    case condition, model, curve, proven
    case inversePenalty = "c"
  }
}
