/// How far two orders of the same pictures agree.
public struct ReportedAgreement: Sendable, Codable {
  public let n: Int
  /// Rank correlation, −1…1; the measured tone falls as a skin type rises.
  public let spearman: Double
  /// Of a correlation as strong if there were none; pictures taken as independent.
  public let chance: Double?
}
