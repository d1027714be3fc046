/// What a sentence of an explanation is about.
public enum ExplanationPart: String, Sendable, Hashable, Codable, CaseIterable {
  /// Where in the frame, how large, what colour.
  case seen
  /// What it resembles, and how strongly.
  case resemblance
  /// What argues against it.
  case against
  /// How the condition usually looks.
  case appearance
  /// Another condition, and what tells the two apart.
  case lookAlike = "look-alike"
  case redFlag = "red-flag"
  case nextStep = "next-step"
  /// A code of an ontology.
  case code
  /// Of a document that answers a question.
  case document
}
