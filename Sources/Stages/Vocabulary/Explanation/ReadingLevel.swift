/// For whom an explanation is worded.
public enum ReadingLevel: String, Sendable, Hashable, Codable, CaseIterable {
  /// Few statements, medical words put plainly; without what only dermoscopy shows.
  case plain
  /// For a clinician at the screen.
  case clinical
  /// Every statement and every number.
  case specialist

  /// What is shown where nobody chose.
  public static let standard = ReadingLevel.clinical
}
