public import Vocabulary

/// One labelled picture file that is to be learned from.
public struct LessonPicture: Sendable, Hashable {
  /// Its path.
  public let file: String
  /// How messages name it.
  public let name: String
  /// 0…1 by condition.
  public let labels: [ConditionIdentifier: Double]
  /// A patient or a case.
  public let group: String
  public let strata: [String: String]

  /// - Parameters:
  ///   - file: its path.
  ///   - name: how messages name it.
  ///   - labels: 0…1 by condition.
  ///   - group: whose it is.
  ///   - strata: column → value.
  public init(
    file: String, name: String, labels: [ConditionIdentifier: Double], group: String, strata: [String: String] = [:]
  ) {
    self.file = file
    self.name = name
    self.labels = labels
    self.group = group
    self.strata = strata
  }
}
