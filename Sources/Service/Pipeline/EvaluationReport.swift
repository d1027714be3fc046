import Vocabulary

/// What `evaluate` found, as JSON.
public struct EvaluationReport: Sendable, Codable {
  /// How well one condition is told from the others.
  public struct ConditionResult: Sendable, Codable {
    /// Pictures of this condition.
    public let n: Int
    public let auc: Double?
    public let interval: [Double]?
    /// On the score's scale: probability where `proven`, evidence elsewhere.
    public let threshold: Double?
    public let sensitivity: Double?
    public let specificity: Double?
    public let proven: Bool
    /// Of a logistic regression of truth on the probability's logit; `null` where there is none.
    public let calibration: Calibration?
  }

  /// Slope and intercept of a logistic regression of truth on the probability's logit: 1 and 0 at best; intervals low, high.
  public struct Calibration: Sendable, Codable {
    public let slope: Double
    public let slopeInterval: [Double]?
    public let intercept: Double
    public let interceptInterval: [Double]?

    enum CodingKeys: String, CodingKey {
      case slope, intercept
      case slopeInterval = "slope_interval"
      case interceptInterval = "intercept_interval"
    }
  }

  /// The pictures that share a stratum: how many, and the mean area under the curve of the conditions among them.
  public struct Stratum: Sendable, Codable {
    public let n: Int
    public let macroAUC: Double?

    enum CodingKeys: String, CodingKey {
      case n
      case macroAUC = "macro_auc"
    }
  }

  public let n: Int
  /// Pictures that a gate refused; they are scored all the same.
  public let refused: Int
  /// Files that could not be read, left out.
  public let unreadable: [String]
  public let macroAUC: Double?
  public let macroAUCInterval: [Double]?
  public let conditions: [String: ConditionResult]
  public let strata: [String: Stratum]
  public let model: String
  public let pack: String
  public var researchUseOnly = true

  enum CodingKeys: String, CodingKey {
    case n, refused, unreadable, conditions, strata, model, pack
    case macroAUC = "macro_auc"
    case macroAUCInterval = "macro_auc_interval"
    case researchUseOnly = "research_use_only"
  }
}
