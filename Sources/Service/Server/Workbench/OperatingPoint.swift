public import Vocabulary

/// What a threshold of one condition means: what it finds, what it leaves alone, what an alert is worth, and on how many cases that rests.
public struct OperatingPoint: Sendable, Encodable {
  /// What stands behind the figures.
  public struct Evidence: Sendable, Encodable {
    /// Whether figures mean something.
    public enum State: String, Sendable, Encodable {
      case measured
      /// There are cases, too few for more than an interval.
      case tooFew = "too_few"
      case none
    }

    public let state: State
    /// The same in a sentence.
    public let words: String
    public let pictures: Int
    public let positives: Int
    /// Different patients among them.
    public let groups: Int
    /// Who they were.
    public let population: String?

    /// - Parameters:
    ///   - state: whether figures mean something.
    ///   - words: the same in a sentence.
    ///   - pictures: how many.
    ///   - positives: how many of them show the condition.
    ///   - groups: different patients among them.
    ///   - population: who they were.
    public init(state: State, words: String, pictures: Int, positives: Int, groups: Int, population: String?) {
      self.state = state
      self.words = words
      self.pictures = pictures
      self.positives = positives
      self.groups = groups
      self.population = population
    }
  }

  /// The same among some of the pictures.
  public struct Stratum: Sendable, Encodable {
    /// `skin_tone`, or a column of the label table.
    public let column: String
    public let value: String
    public let state: Evidence.State
    public let pictures: Int
    public let positives: Int
    public let sensitivity: Estimate
    public let specificity: Estimate

    /// - Parameters:
    ///   - column: what divides the pictures.
    ///   - value: the part.
    ///   - state: whether its figures mean something.
    ///   - pictures: how many it has.
    ///   - positives: how many of them show the condition.
    ///   - sensitivity: at the threshold.
    ///   - specificity: at the threshold.
    public init(
      column: String, value: String, state: Evidence.State, pictures: Int, positives: Int, sensitivity: Estimate,
      specificity: Estimate
    ) {
      self.column = column
      self.value = value
      self.state = state
      self.pictures = pictures
      self.positives = positives
      self.sensitivity = sensitivity
      self.specificity = specificity
    }
  }

  /// One threshold of the curve.
  public struct CurvePoint: Sendable, Encodable {
    public let enter: Double
    public let sensitivity: Estimate
    public let specificity: Estimate
    /// On the stream's own kept frames; `nil` where none are kept.
    public let alertsAnHour: Double?

    /// - Parameters:
    ///   - enter: the threshold.
    ///   - sensitivity: there.
    ///   - specificity: there.
    ///   - alertsAnHour: on the stream's own kept frames.
    public init(enter: Double, sensitivity: Estimate, specificity: Estimate, alertsAnHour: Double?) {
      self.enter = enter
      self.sensitivity = sensitivity
      self.specificity = specificity
      self.alertsAnHour = alertsAnHour
    }

    enum CodingKeys: String, CodingKey {
      case enter, sensitivity, specificity
      case alertsAnHour = "alerts_an_hour"
    }
  }

  /// How often it interrupts.
  public struct Interruptions: Sendable, Encodable {
    public let rate: Estimate
    /// On what it was counted, in a sentence.
    public let words: String

    /// - Parameters:
    ///   - rate: alerts an hour.
    ///   - words: on what it was counted.
    public init(rate: Estimate, words: String) {
      self.rate = rate
      self.words = words
    }
  }

  public let condition: ConditionIdentifier
  public let prevalence: Double
  /// The condition's wordings in the pack in force.
  public var descriptors: [String] = []
  /// The whole setting that results; `nil` where what was wanted cannot be had.
  public var setting: ThresholdSetting?
  /// In force now; `nil` where none is set.
  public var inUse: ThresholdSetting?
  /// Why what was wanted cannot be had, and what to do; `nil` where it can.
  public var refused: String?
  public var evidence: Evidence
  public var sensitivity: Estimate?
  /// The same by resampling whole patients; `nil` for few cases.
  public var sensitivityByGroups: [Double]?
  public var specificity: Estimate?
  public var ppv: Estimate?
  public var npv: Estimate?
  /// Alerts that are looked at for one that is right: 1 ÷ PPV.
  public var numberNeededToReview: Estimate?
  public var alertsAnHour: Interruptions
  public var strata: [Stratum] = []
  public var curve: [CurvePoint] = []
  public let researchUseOnly = true

  /// - Parameters:
  ///   - condition: which.
  ///   - prevalence: how common it was stated to be.
  ///   - evidence: what stands behind the figures.
  ///   - alertsAnHour: how often it interrupts.
  public init(condition: ConditionIdentifier, prevalence: Double, evidence: Evidence, alertsAnHour: Interruptions) {
    self.condition = condition
    self.prevalence = prevalence
    self.evidence = evidence
    self.alertsAnHour = alertsAnHour
  }

  static let nullable = [
    "setting", "in_use", "refused", "sensitivity", "sensitivity_interval_by_groups", "specificity", "ppv", "npv",
    "number_needed_to_review",
  ]

  enum CodingKeys: String, CodingKey {
    case condition, prevalence, descriptors, setting, refused, evidence, sensitivity, specificity, ppv, npv, strata, curve
    case inUse = "in_use"
    case sensitivityByGroups = "sensitivity_interval_by_groups"
    case numberNeededToReview = "number_needed_to_review"
    case alertsAnHour = "alerts_an_hour"
    case researchUseOnly = "research_use_only"
  }
}
