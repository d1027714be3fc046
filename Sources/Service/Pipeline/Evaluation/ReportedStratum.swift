/// The pictures that share a stratum.
public struct ReportedStratum: Sendable, Codable {
  /// Whether its figures mean something.
  public enum Evidence: String, Sendable, Codable {
    /// At least one condition has enough positives and negatives here.
    case measured
    /// There are pictures, too few of any condition.
    case tooFew = "too few"
    /// There is no picture.
    case none = "no evidence"
  }

  /// One condition within the stratum; figures only where there is evidence.
  public struct Part: Sendable, Codable {
    public let n: Int
    public let evidence: Evidence
    public let auc: Double?
    public let interval: [Double]?
    /// At the pack's enter threshold.
    public let sensitivity: ReportedShare?
  }

  public let n: Int
  public let groups: Int
  public let refused: Int
  public let evidence: Evidence
  /// Mean over all conditions that occur here, however few.
  public let macroAUC: Double?
  public let conditions: [String: Part]

  enum CodingKeys: String, CodingKey {
    case n, groups, refused, evidence, conditions
    case macroAUC = "macro_auc"
  }
}
