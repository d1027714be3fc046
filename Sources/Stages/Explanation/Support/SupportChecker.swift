/// Says whether a sentence is supported by the passages that it cites.
///
/// First what must not differ is compared by rules: codes, numbers, conditions and their roles, body sites, colours, procedures,
/// opposites, negations, modality. Then how much of the sentence has a counterpart, in words and in meaning; last, whether a trained
/// model finds that it follows. It errs towards refusing:
/// a sentence that is refused costs a wording, one that is let through wrongly costs trust.
///
/// - Threading: immutable and pure; safe from any thread.
public struct SupportChecker: Sendable {
  let lexicon: ClinicalLexicon
  let settings: SupportSettings

  /// - Parameters:
  ///   - lexicon: names of conditions.
  ///   - settings: the numbers of the soft rules.
  public init(lexicon: ClinicalLexicon, settings: SupportSettings = .standard) {
    self.lexicon = lexicon
    self.settings = settings
  }

  /// - Parameters:
  ///   - sentence: what is to be said.
  ///   - passage: what it cites.
  ///   - subject: the condition that the passage is about, for passages that only say "it".
  ///   - similarity: cosine of the two texts' vectors; `nil` judges by words alone.
  ///   - entailment: how surely the sentence follows from the passage by a model, 0…1; `nil` judges by rules alone.
  /// - Returns: whether it may be said.
  public func judge(
    _ sentence: String, citing passage: String, subject: String? = nil, similarity: Double? = nil, entailment: Double? = nil
  ) -> SupportVerdict {
    guard SentenceForm.isSentence(sentence) else { return .unsupported(.form) }
    let pair = SupportPair(sentence: sentence, passage: passage, subject: subject, lexicon: lexicon)
    let rules: [(SupportFault, (SupportPair) -> Bool)] = [
      (.code, { $0.hasForeignCode }), (.number, { $0.hasForeignNumber }), (.condition, { $0.hasForeignCondition }),
      (.role, { $0.hasOtherRole || $0.hasOtherBinding || $0.hasSwappedRivals }), (.kind, { $0.hasForeignKind }),
      (.opposite, { $0.hasOpposite }),
      (.negation, { $0.hasOtherNegation }), (.modality, { $0.hasOtherModality }),
    ]
    for (fault, isBroken) in rules where isBroken(pair) { return .unsupported(fault) }
    let coverage = pair.coverage
    guard coverage >= (pair.hasForeignFact ? settings.coverage : settings.plainCoverage) else { return .unsupported(.content) }
    if let similarity {
      guard similarity >= settings.similarity, similarity + coverage >= settings.sum else { return .unsupported(.meaning) }
    }
    if let entailment, entailment < settings.entailment { return .unsupported(.meaning) }
    return .supported
  }

  /// How much of a sentence has a counterpart in a passage, for tuning.
  ///
  /// - Parameters:
  ///   - sentence: what is to be said.
  ///   - passage: what it cites.
  ///   - subject: the condition that the passage is about.
  /// - Returns: the share of its content words, 0…1.
  public func coverage(of sentence: String, in passage: String, subject: String?) -> Double {
    SupportPair(sentence: sentence, passage: passage, subject: subject, lexicon: lexicon).coverage
  }
}
