public import Vocabulary

/// Answers a question about an alert with sentences that stand somewhere, each cited, or refuses.
///
/// Nothing is worded anew: a sentence is taken whole from the explanation or from a passage, so that an answer can say nothing that no
/// source says. Sentences of documents that read as instructions are never taken.
public struct AnswerComposer: Sendable {
  /// How near a sentence must be to the question: cosine of the two texts' vectors, and what is added to it.
  public static let nearest = 0.4
  /// Added for a sentence of the part that the question names, and for the share of the question's words that it has. Chosen so that
  /// the questions of `Knowledge/checks/attacks.txt` that must be answered are, and those beside the point are not.
  private static let (forPart, forWords) = (0.25, 0.2)
  /// How many sentences an answer has at most.
  public static let most = 4

  /// A sentence that could answer.
  public struct Candidate: Sendable, Hashable {
    public let sentence: ExplanationSentence
    /// Whose sources the citations name.
    let source: ExplanationSource?
    /// What is compared with the question: the sentence with what it is about.
    public let compared: String
  }

  public init() {}

  /// What could answer: everything that the fullest explanation says, and the sentences of passages that retrieval found.
  ///
  /// - Parameters:
  ///   - explanation: of the alert, at the level of specialists.
  ///   - hits: what retrieval found for the question.
  ///   - name: the condition's name.
  /// - Returns: the candidates and the sources that they cite.
  public func candidates(
    _ explanation: Explanation, hits: [KnowledgePassage], name: String
  ) -> (candidates: [Candidate], sources: [ExplanationSource]) {
    var found = explanation.sentences.map { sentence in
      Candidate(sentence: sentence, source: nil, compared: "\(name), \(sentence.part.subject): \(sentence.text)")
    }
    let known = Set(explanation.sentences.compactMap(\.passage))
    var sources = explanation.sources
    for passage in hits where !known.contains(passage.id) && passage.kind != .ontology {
      let own = PassageSentences.of(passage.text)
      guard !own.isEmpty else { continue }
      let id = "D\(sources.count { $0.id.hasPrefix("D") } + 1)"
      let work = passage.sources.first
      sources.append(
        ExplanationSource(
          id: id, title: work?.title ?? passage.title, organisation: work?.organisation ?? "an imported document",
          year: work?.year,
          url: work?.url, locator: "\(passage.title), \(passage.locator)"))
      found += own.map { text in
        Candidate(
          sentence: ExplanationSentence(
            text: text, citations: [id], part: ExplanationPart(passage.section), about: passage.about, passage: passage.id,
            verified: passage.isVerified), source: sources.last, compared: "\(passage.title): \(text)")
      }
    }
    return (found, sources)
  }

  /// The question with what its "it" means, since an embedder does not know.
  ///
  /// - Parameters:
  ///   - question: what was asked.
  ///   - name: the condition's name.
  /// - Returns: what is searched for and compared.
  public func resolved(_ question: String, name: String) -> String {
    question.replacing(/\b(?i:it|its)\b/, with: name.lowercased())
  }

  /// - Parameters:
  ///   - question: what was asked.
  ///   - alert: the alert that it is about.
  ///   - candidates: what could answer.
  ///   - sources: what they cite.
  ///   - similarities: cosine of each candidate with the question, in order.
  /// - Returns: the answer, or a refusal where nothing is near enough.
  public func answer(
    to question: String, about alert: AlertIdentifier, from candidates: [Candidate], sources: [ExplanationSource],
    similarities: [Double]
  ) -> ExplanationAnswer {
    let (parts, words) = (QuestionIntent.parts(of: question), Self.content(of: question))
    let scored = zip(candidates, similarities).map { candidate, similarity in
      (candidate, similarity + bonus(candidate, parts, words))
    }
    let ranked = scored.filter { $1 >= Self.nearest }.sorted { $0.1 > $1.1 }
    guard let best = ranked.first?.1 else { return .refused(.unsupportedQuestion, alert: alert) }
    var sentences: [ExplanationSentence] = []
    // What is far behind the best answers another question.
    for (candidate, similarity) in ranked where sentences.count < Self.most && similarity >= best - 0.15 {
      if !sentences.contains(where: { $0.text == candidate.sentence.text }) { sentences.append(candidate.sentence) }
    }
    let cited = Set(sentences.flatMap(\.citations))
    return ExplanationAnswer(alert: alert, sentences: sentences, sources: sources.filter { cited.contains($0.id) })
  }
}

extension AnswerComposer {
  private func bonus(_ candidate: Candidate, _ parts: Set<ExplanationPart>, _ words: Set<String>) -> Double {
    let said = Self.content(of: candidate.sentence.text)
    let share = words.isEmpty ? 0 : Double(words.intersection(said).count) / Double(words.count)
    return (parts.contains(candidate.sentence.part) ? Self.forPart : 0) + Self.forWords * share
  }

  /// Stems of the words that say something.
  private static func content(of text: String) -> Set<String> {
    Set(QuestionWords.of(text).filter { !FunctionWords.all.contains($0) }.map(WordStem.of))
  }
}

extension ExplanationAnswer {
  /// An answer that is refused.
  ///
  /// - Parameters:
  ///   - refusal: why.
  ///   - alert: the alert that was asked about.
  /// - Returns: an answer without sentences.
  public static func refused(_ refusal: ExplanationRefusal, alert: AlertIdentifier) -> ExplanationAnswer {
    ExplanationAnswer(alert: alert, sentences: [], sources: [], refused: refusal.sentence)
  }
}

extension ExplanationPart {
  /// What a question would call it.
  fileprivate var subject: String {
    switch self {
    case .seen: "where and how large it is and what colour it has"
    case .resemblance: "how sure the server is, probability"
    case .against: "what argues against it, what else it could be"
    case .appearance: "how it looks"
    case .lookAlike: "how to tell it apart from what looks alike"
    case .redFlag: "warning signs"
    case .nextStep: "what is done next, treatment, referral"
    case .code: "code"
    case .document: "document"
    }
  }
}
