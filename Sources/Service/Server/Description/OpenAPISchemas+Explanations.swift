import Vocabulary

extension OpenAPISchemas {
  /// Explanations, answers and what they cite.
  static let explanations: [String: JSONValue] = [
    "ExplanationSource": object([
      "id": text, "title": text, "organisation": text, "year": orNull("integer"), "url": orNull("string"), "locator": text,
    ]),
    "ExplanationSentence": object(
      [
        "text": text, "citations": .object(["type": .string("array"), "items": text]),
        "origin": names(["composed", "rephrased"]),
        "part": names(ExplanationPart.allCases.map(\.rawValue)), "about": text, "passage": text, "verified": boolean,
      ], required: ["text", "citations", "origin", "part"]),
    "Explanation": object([
      "alert": orNull("string"), "stream": orNull("string"), "condition": text,
      "level": names(ReadingLevel.allCases.map(\.rawValue)), "short": text, "sentences": list("ExplanationSentence"),
      "sources": list("ExplanationSource"), "codes": list("Code"), "refused": orNull("string"),
      "rephrased": orNull("object"), "research_use_only": boolean,
    ]),
    "Question": object(["question": text]),
    "ExplanationAnswer": object([
      "alert": text, "sentences": list("ExplanationSentence"), "sources": list("ExplanationSource"), "refused": orNull("string"),
      "research_use_only": boolean,
    ]),
  ]
}
