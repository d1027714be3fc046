import Server
import Vocabulary

extension InstallationBackend {
  func explanation(
    of id: AlertIdentifier, level: ReadingLevel?
  ) async throws(BackendError) -> Vocabulary.Explanation {
    let record = try await alert(id)
    // What was told is what is shown again, whatever the store says by now.
    if let told = try await told(id), level == nil || told.level == level { return told }
    return await explainer.explanation(of: record, level: level ?? .standard)
  }

  private func told(_ id: AlertIdentifier) async throws(BackendError) -> Vocabulary.Explanation? {
    let newest = try await entries(of: id).last { $0.kind == .explained }
    guard let told = try? newest?.data.record(Vocabulary.Explanation.self), told.refused == nil else { return nil }
    return told
  }

  func answer(_ question: String, about id: AlertIdentifier) async throws(BackendError) -> ExplanationAnswer {
    await explainer.answer(question, about: try await alert(id))
  }
}

extension MetricsText {
  /// Explanations by how they ended.
  mutating func explanations(_ counts: ExplanationDesk.Counts) {
    family("skino_explanations", "counter", "Explanations of alerts by how they ended.")
    for (outcome, count) in [("explained", counts.explained), ("refused", counts.refused), ("dropped", counts.dropped)] {
      sample("skino_explanations_total", [("outcome", outcome)], Double(count))
    }
  }
}
