public import Explanation
public import Vocabulary

/// Offers each sentence of a composed explanation to a language model, and keeps what the checker finds supported.
///
/// - Threading: immutable; its calls wait for the model, never on the caller's thread.
public struct Rephraser: Sendable {
  /// For a whole explanation: what is not reworded by then stands as it was composed.
  public static let patience = Duration.seconds(90)

  private let model: any LanguageModel
  private let judge: RephrasingJudge
  /// Scores of pairs of texts; `nil` where there is no model by design.
  public typealias Entailment = @Sendable ([EntailmentPair]) async throws -> [Double]

  private let vectors: @Sendable ([String]) async throws -> [[Float]]?
  private let entailment: Entailment?
  private let time: any TimeSource

  /// - Parameters:
  ///   - model: what rewords.
  ///   - lexicon: names of conditions, for the checker.
  ///   - time: bounds an explanation.
  ///   - vectors: vectors of texts, of length 1; `nil` where there are none by design, so that words alone are judged. What it throws
  ///     keeps the sentence as it was composed: a check that failed is no weaker check.
  ///   - entailment: how surely one text follows from another; `nil` judges by rules alone. What it throws keeps the sentence, too.
  public init(
    model: any LanguageModel, lexicon: ClinicalLexicon, time: any TimeSource, entailment: Entailment? = nil,
    vectors: @escaping @Sendable ([String]) async throws -> [[Float]]?
  ) {
    self.model = model
    judge = RephrasingJudge(lexicon: lexicon)
    self.time = time
    self.vectors = vectors
    self.entailment = entailment
  }

  /// - Parameters:
  ///   - explanation: as it was composed; a refused one has nothing to offer.
  ///   - subject: the condition's name.
  /// - Returns: what became of each sentence.
  public func rephrase(_ explanation: Vocabulary.Explanation, subject: String?) async -> RephrasedExplanation {
    var result = RephrasedExplanation(composed: explanation, model: model.name)
    let start = time.now()
    for (index, sentence) in explanation.sentences.enumerated() {
      guard RephrasingPrompt.isOffered(sentence) else {
        result.stand(sentence, .notOffered)
        continue
      }
      guard result.lastingFault == nil, time.now().since(start) < Self.patience, !Task.isCancelled else {
        result.stand(sentence, .noAnswer)
        continue
      }
      await rephrase(sentence, at: index, subject, &result)
    }
    return result
  }

  private func rephrase(
    _ sentence: ExplanationSentence, at index: Int, _ subject: String?, _ result: inout RephrasedExplanation
  ) async {
    var last = RephrasingFault.noAnswer
    result.offer()
    for variant in 0..<RephrasingPrompt.variants {
      do throws(LanguageFault) {
        let reply = try await model.answer(RephrasingPrompt.task(for: sentence, variant: variant))
        result.note(reply)
        let wording = RephrasingJudge.wording(in: reply.text)
        do throws(RephrasingFault) {
          result.keep(try await judged(wording, of: sentence, subject), at: index)
          return
        } catch { last = error }
        if last == .unchecked { break }
      } catch {
        result.note(error)
        if error.isLasting || error == .timedOut { break }
      }
    }
    result.stand(sentence, last)
  }

  private func judged(
    _ wording: String, of sentence: ExplanationSentence, _ subject: String?
  ) async throws(RephrasingFault) -> ExplanationSentence {
    let (cosine, scores): (Double?, [Double]?)
    do {
      cosine = try await similarity(wording, sentence.text)
      let title = subject.map { $0 + ": " } ?? ""
      scores = try await entailment?([
        EntailmentPair(premise: title + sentence.text, claim: wording),
        EntailmentPair(premise: title + wording, claim: sentence.text),
      ])
    } catch { throw .unchecked }
    return try judge.judge(
      wording, of: sentence, subject: subject, similarity: cosine, entailment: scores.map { ($0[0], $0[1]) })
  }

  private func similarity(_ first: String, _ second: String) async throws -> Double? {
    guard let both = try await vectors([first, second]), both.count == 2 else { return nil }
    return Double(zip(both[0], both[1]).reduce(0) { $0 + $1.0 * $1.1 })
  }
}
