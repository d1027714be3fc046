import Foundation
public import Vocabulary

/// Decides whether a model's wording may take a composed sentence's place.
///
/// Two questions, both answered by the checker: does it say nothing that the sentence, and so its citation, does not say; and does it
/// leave out nothing that the sentence says. Words that carry its logic must be the same: a small model makes "and" of "or".
///
/// - Threading: immutable and pure; safe from any thread.
public struct RephrasingJudge: Sendable {
  /// How much of the composed sentence must have a counterpart in the new wording.
  static let leastKept = 0.85

  private let forwards: SupportChecker
  private let backwards: SupportChecker

  /// - Parameter lexicon: names of conditions.
  public init(lexicon: ClinicalLexicon) {
    forwards = SupportChecker(lexicon: lexicon)
    var settings = SupportSettings.standard
    settings.coverage = Self.leastKept
    backwards = SupportChecker(lexicon: lexicon, settings: settings)
  }

  /// The wording in what a model wrote: its first line that announces nothing, without labels before it and quotation marks around it.
  ///
  /// - Parameter raw: what the model wrote.
  /// - Returns: the wording, not judged yet; empty where there is none.
  public static func wording(in raw: String) -> String {
    let lines = raw.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    var line = lines.first { !$0.isEmpty && !$0.hasSuffix(":") } ?? ""
    for label in ["Reworded:", "Sentence:"] where line.hasPrefix(label) {
      line = line.dropFirst(label.count).trimmingCharacters(in: .whitespaces)
    }
    let marks = CharacterSet(charactersIn: "\"“”'‘’ ")
    return line.hasPrefix("\"") || line.hasPrefix("“") ? line.trimmingCharacters(in: marks) : line
  }

  /// - Parameters:
  ///   - wording: the model's.
  ///   - composed: the sentence whose place it would take.
  ///   - subject: the condition that the explanation is about.
  ///   - similarity: cosine of the two texts' vectors; `nil` judges by words alone.
  ///   - entailment: how surely the wording follows from the sentence, and the sentence from the wording; `nil` judges by rules alone.
  /// - Returns: the sentence in the model's words.
  /// - Throws: why the composed sentence stands.
  public func judge(
    _ wording: String, of composed: ExplanationSentence, subject: String?, similarity: Double?,
    entailment: (forwards: Double, backwards: Double)? = nil
  ) throws(RephrasingFault) -> ExplanationSentence {
    guard Self.letters(wording) != Self.letters(composed.text) else { throw .unchanged }
    let added = forwards.judge(
      wording, citing: composed.text, subject: subject, similarity: similarity, entailment: entailment?.forwards)
    if case .unsupported(let fault) = added { throw .addition(fault) }
    guard Self.logic(wording) == Self.logic(composed.text) else { throw .omission(.content) }
    // Without the subject: a condition that the sentence names must be named again.
    let omitted = backwards.judge(composed.text, citing: wording, entailment: entailment?.backwards)
    if case .unsupported(let fault) = omitted { throw .omission(fault) }
    return composed.rephrased(as: wording)
  }

  private static let connectives: Set<String> = [
    "or", "if", "unless", "when", "while", "between", "only", "except", "until", "before", "after", "suspected", "in", "by",
  ]

  private static func logic(_ text: String) -> Set<String> {
    connectives.intersection(text.lowercased().split { !$0.isLetter }.map(String.init))
  }

  private static func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
