public import Vocabulary

/// One thing to learn from: a picture, or the frames of an alert, with what somebody said it shows.
public struct TuningExample: Sendable, Hashable {
  /// A picture's name, or an alert's id; stands in messages only.
  public let name: String
  /// Vectors of its views or frames, at least one; it resembles a condition as much as the one that resembles it most.
  public let vectors: [[Float]]
  /// How far it shows each condition, 0…1; conditions that are missing are not shown.
  public let labels: [ConditionIdentifier: Double]
  /// A session, a patient, a case: never on both sides of a split.
  public let group: String
  /// Column → value, as Fitzpatrick's type.
  public let strata: [String: String]
  /// What served until now says of it, by condition; empty where nothing does.
  public let before: [ConditionIdentifier: PriorScore]

  /// - Parameters:
  ///   - name: for messages.
  ///   - vectors: at least one, of equal length.
  ///   - labels: 0…1 by condition.
  ///   - group: whose it is.
  ///   - strata: column → value.
  ///   - before: what served until now says of it.
  public init(
    name: String, vectors: [[Float]], labels: [ConditionIdentifier: Double], group: String, strata: [String: String] = [:],
    before: [ConditionIdentifier: PriorScore] = [:]
  ) {
    self.name = name
    self.vectors = vectors
    self.labels = labels
    self.group = group
    self.strata = strata
    self.before = before
  }

  /// Whether it counts as showing the condition where figures need a yes or no: at least half of what was said.
  ///
  /// - Parameter condition: which.
  /// - Returns: no, also for a condition that was not named.
  public func shows(_ condition: ConditionIdentifier) -> Bool { (labels[condition] ?? 0) >= 0.5 }

  /// The condition that it shows most, by name; `nil` for none.
  public var foremost: String? { labels.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key.text }
}
