/// One sentence of an explanation with what it rests on.
public struct ExplanationSentence: Sendable, Hashable, Codable {
  /// Who worded it.
  public enum Origin: String, Sendable, Hashable, Codable {
    /// Put together by the server from a retrieved statement or a measurement.
    case composed
    /// Reworded by a language model, and found to be supported by what it cites.
    case rephrased
  }

  public let text: String
  /// Ids of ``Explanation/sources``; never empty.
  public let citations: [String]
  public let origin: Origin
  public let part: ExplanationPart
  /// The other condition of a look-alike.
  public let about: String?
  /// The knowledge passage that it was taken from; `nil` for what was measured.
  public let passage: String?
  /// Whether a clinician has signed that passage; `nil` for what was measured.
  public let verified: Bool?

  /// - Parameters:
  ///   - text: the sentence.
  ///   - citations: ids of sources, at least one.
  ///   - origin: who worded it.
  ///   - part: what it is about.
  ///   - about: the other condition of a look-alike.
  ///   - passage: the passage it was taken from.
  ///   - verified: whether a clinician has signed that passage.
  public init(
    text: String, citations: [String], origin: Origin = .composed, part: ExplanationPart, about: String? = nil,
    passage: String? = nil, verified: Bool? = nil
  ) {
    self.text = text
    self.citations = citations
    self.origin = origin
    self.part = part
    self.about = about
    self.passage = passage
    self.verified = verified
  }

  /// The same sentence in a language model's words.
  ///
  /// - Parameter text: the new wording, which a ``ExplanationSentence/Origin/composed`` sentence must support.
  /// - Returns: the sentence, marked as rephrased.
  public func rephrased(as text: String) -> ExplanationSentence {
    ExplanationSentence(
      text: text, citations: citations, origin: .rephrased, part: part, about: about, passage: passage, verified: verified)
  }
}
