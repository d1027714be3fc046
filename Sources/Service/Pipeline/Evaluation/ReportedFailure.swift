/// One of the worst mistakes.
public struct ReportedFailure: Sendable, Codable {
  public enum Kind: String, Sendable, Codable {
    /// It is the condition, and scores low.
    case missed
    /// It is something else, and scores high.
    case mistaken
  }

  /// The label table's name for the picture.
  public let file: String
  /// SHA-256 of the file.
  public let picture: String
  public let condition: String
  public let kind: Kind
  /// What the label says; `null` for none of the pack's conditions.
  public let truth: String?
  /// On the score's scale.
  public let score: Double
}
