import Explanation
import Knowledge
public import Vocabulary

extension Explainer {
  /// How many passages of each search may answer.
  private static let hits = 8

  /// Answers a question about an alert from what was measured and what the store holds.
  ///
  /// - Parameters:
  ///   - question: in words; kept nowhere.
  ///   - alert: what it is about.
  /// - Returns: cited sentences, or a refusal.
  public func answer(_ question: String, about alert: AlertRecord) async -> ExplanationAnswer {
    if let refusal = QuestionGuard.refusal(of: question) { return .refused(refusal, alert: alert.id) }
    guard let library else { return .refused(.noStore, alert: alert.id) }
    let explanation = await explanation(of: alert, level: .specialist)
    // Why nothing is known of it is the explanation's own reason.
    if let refused = explanation.refused {
      return ExplanationAnswer(alert: alert.id, sentences: [], sources: [], refused: refused)
    }
    let name = packs.flatMap { $0.conditions + $0.controls }.first { $0.id == alert.condition }?.name ?? alert.condition.text
    let composer = AnswerComposer()
    let asked = composer.resolved(question, name: name)
    var query = KnowledgeQuery(asked, limit: Self.hits)
    query.condition = alert.condition
    let imported = KnowledgeQuery(asked, kind: .imported, limit: Self.hits)
    do throws(KnowledgeError) {
      let found = try await library.search(query) + library.search(imported)
      // A document about another condition answers nothing about this one.
      let passages = found.map(\.passage).filter { $0.condition == nil || $0.condition == alert.condition }
      let (candidates, sources) = composer.candidates(explanation, hits: passages.unique, name: name)
      let vectors = try await library.vectors(of: [asked] + candidates.map(\.compared))
      let similarities = vectors.dropFirst().map { vector in Double(zip(vector, vectors[0]).reduce(0) { $0 + $1.0 * $1.1 }) }
      return composer.answer(to: question, about: alert.id, from: candidates, sources: sources, similarities: similarities)
    } catch { return .refused(Self.refusal(of: error), alert: alert.id) }
  }
}

extension [KnowledgePassage] {
  fileprivate var unique: [KnowledgePassage] {
    var seen: Set<String> = []
    return filter { seen.insert($0.id).inserted }
  }
}
