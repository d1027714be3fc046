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
    guard !InstructionGuard.isInstruction(question) else { return .refused(.instruction, alert: alert.id) }
    guard let library else { return .refused(.noStore, alert: alert.id) }
    let explanation = await explanation(of: alert, level: .specialist)
    guard explanation.refused == nil else { return .refused(.nothingKnown, alert: alert.id) }
    var query = KnowledgeQuery(question, limit: Self.hits)
    query.condition = alert.condition
    let imported = KnowledgeQuery(question, kind: .imported, limit: Self.hits)
    do {
      let found = try await library.search(query) + library.search(imported)
      let name = packs.flatMap { $0.conditions + $0.controls }.first { $0.id == alert.condition }?.name ?? alert.condition.text
      // A document about another condition answers nothing about this one.
      let passages = found.map(\.passage).filter { $0.condition == nil || $0.condition == alert.condition }
      let composer = AnswerComposer()
      let (candidates, sources) = composer.candidates(explanation, hits: passages.unique, name: name)
      let vectors = try await library.vectors(of: [question] + candidates.map(\.compared))
      let similarities = vectors.dropFirst().map { vector in Double(zip(vector, vectors[0]).reduce(0) { $0 + $1.0 * $1.1 }) }
      return composer.answer(to: question, about: alert.id, from: candidates, sources: sources, similarities: similarities)
    } catch { return .refused(.noStore, alert: alert.id) }
  }
}

extension [KnowledgePassage] {
  fileprivate var unique: [KnowledgePassage] {
    var seen: Set<String> = []
    return filter { seen.insert($0.id).inserted }
  }
}
