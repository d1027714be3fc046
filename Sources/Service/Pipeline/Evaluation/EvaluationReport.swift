import Vocabulary

/// What `evaluate` found, as JSON.
public struct EvaluationReport: Sendable, Codable {
  public let n: Int
  /// Different groups (patients) among them.
  public let groups: Int
  /// Pictures that a gate refused; they are scored all the same.
  public let refused: Int
  /// Reason → how many pictures were refused for it; one picture may have several.
  public let refusedBy: [String: Int]
  /// Set → how many pictures of it were refused.
  public let gate: [String: ReportedShare]
  /// Files that could not be read, left out.
  public let unreadable: [String]
  public let macroAUC: Double?
  public let macroAUCInterval: [Double]?
  public let conditions: [String: ReportedCondition]
  /// Conditions that pictures are labelled with and that this encoder does not score.
  public let unscored: [String]
  /// By value of the first stratum column.
  public let strata: [String: ReportedStratum]
  /// Column → value → what is known there; `skin_tone` is always among them.
  public let strataBy: [String: [String: ReportedStratum]]
  /// Column of numbers (a recorded skin type) → how far the measured tone goes with it.
  public let toneAgreement: [String: ReportedAgreement]
  public let failures: [ReportedFailure]
  public let model: String
  public let pack: String
  /// Of the encoder alone.
  public let encoder: String
  /// Of all that scores depend on.
  public let fingerprint: String
  public var intervals = "percentiles of a bootstrap over groups, 95 %; interval_delong takes pictures as independent"
  public var skinTone =
    "individual typology angle of the skin beside the lesion, computed from the picture (Chardon 1991, Kinyanjui 2020): it tells of the photograph, light included"
  public var researchUseOnly = true

  enum CodingKeys: String, CodingKey {
    case n, groups, refused, gate, unreadable, conditions, unscored, strata, failures, model, pack, encoder, fingerprint,
      intervals
    case refusedBy = "refused_by"
    case macroAUC = "macro_auc"
    case macroAUCInterval = "macro_auc_interval"
    case strataBy = "strata_by"
    case toneAgreement = "tone_agreement"
    case skinTone = "skin_tone_method"
    case researchUseOnly = "research_use_only"
  }
}
