public import Vocabulary

/// What there is to learn one condition from.
public struct TuningSupply: Sendable, Hashable, Codable {
  public let condition: ConditionIdentifier
  /// Examples that show it.
  public let positives: Int
  public let positiveGroups: Int
  /// Examples that do not.
  public let negatives: Int
  public let negativeGroups: Int
  /// Whether that is enough.
  public let isEnough: Bool
  /// What is missing, in a sentence; `nil` where nothing is.
  public let missing: String?

  init(
    condition: ConditionIdentifier, positives: Int, positiveGroups: Int, negatives: Int, negativeGroups: Int, needs: TuningNeeds
  ) {
    self.condition = condition
    self.positives = positives
    self.positiveGroups = positiveGroups
    self.negatives = negatives
    self.negativeGroups = negativeGroups
    func short(_ kind: String, _ count: Int, _ groups: Int) -> String? {
      guard count < needs.examples || groups < needs.groups else { return nil }
      return "\(count) \(kind) from \(groups) groups"
    }
    let shortages = [short("that show it", positives, positiveGroups), short("that do not", negatives, negativeGroups)]
      .compactMap { $0 }
    isEnough = shortages.isEmpty
    missing =
      shortages.isEmpty
      ? nil
      : "\(condition) has \(shortages.joined(separator: " and ")); needed are \(needs.examples) of each from \(needs.groups) groups"
        + " (sessions, patients), so that each part of the cross-validation holds some"
  }

  enum CodingKeys: String, CodingKey {
    case condition, positives, negatives, missing
    case positiveGroups = "positive_groups"
    case negativeGroups = "negative_groups"
    case isEnough = "enough"
  }
}
