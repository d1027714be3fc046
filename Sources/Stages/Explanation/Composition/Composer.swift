public import Vocabulary

/// Puts an explanation together from what was measured and what the knowledge store says, without any language model.
///
/// Pure: equal requests give equal explanations. Every sentence is a statement of a note, a fact of an ontology or a measurement, and
/// cites it; documents that users import never take part, so that nothing written in one can change an explanation.
public struct Composer: Sendable {
  public init() {}

  /// - Parameter request: what was measured and retrieved.
  /// - Returns: the explanation, or one that is refused because nothing is known of the condition.
  public func explanation(of request: ExplanationRequest) -> Explanation {
    let selection = StatementSelection(request)
    guard !selection.statements.isEmpty else {
      return .refused(.nothingKnown, condition: request.condition.id, alert: request.alert, level: request.level)
    }
    var sources = SourceList()
    var sentences: [ExplanationSentence] = []
    if let alert = request.alert {
      let frame = sources.cite(alert)
      sentences += MeasuredSentences(alert: alert, request: request).all.map { part, text in
        ExplanationSentence(text: text, citations: [frame], part: part)
      }
    }
    for passage in selection.statements {
      let text = request.level == .plain ? PlainWords.standard.putPlainly(passage.text) : passage.text
      sentences.append(sources.sentence(text, of: passage, part: ExplanationPart(passage.section)))
    }
    for passage in selection.codes {
      sentences.append(sources.sentence(Self.firstSentence(of: passage.text), of: passage, part: .code))
    }
    return Explanation(
      alert: request.alert?.id, stream: request.alert?.stream, condition: request.condition.id, level: request.level,
      short: ShortForm.text(of: sentences), sentences: sentences, sources: sources.all, codes: request.condition.codes)
  }

  /// Up to the first full stop that a blank follows: a code has a full stop within it.
  private static func firstSentence(of text: String) -> String {
    text.firstRange(of: ". ").map { String(text[..<$0.lowerBound]) + "." } ?? text
  }
}

extension ExplanationPart {
  /// The part that statements of a note's section belong to.
  init(_ section: KnowledgeSection?) {
    switch section {
    case .appearance: self = .appearance
    case .lookAlike: self = .lookAlike
    case .redFlag: self = .redFlag
    case .nextStep: self = .nextStep
    case nil: self = .document
    }
  }
}
