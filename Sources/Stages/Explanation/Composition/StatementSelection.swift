import Vocabulary

/// Which statements of the notes an explanation at a level uses, in the order of its parts.
struct StatementSelection {
  let statements: [KnowledgePassage]
  /// Facts of ontologies about the condition's own codes.
  let codes: [KnowledgePassage]

  /// How many of each section at most.
  private static let most: [ReadingLevel: [KnowledgeSection: Int]] = [
    .plain: [.appearance: 1, .lookAlike: 2, .redFlag: 2, .nextStep: 2],
    .clinical: [.appearance: 2, .lookAlike: 3, .redFlag: 2, .nextStep: 2],
    .specialist: [.appearance: .max, .lookAlike: .max, .redFlag: .max, .nextStep: .max],
  ]

  init(_ request: ExplanationRequest) {
    let notes = request.passages.filter { $0.kind == .note && $0.condition == request.condition.id }
    statements = KnowledgeSection.allCases.flatMap { section in
      let all = notes.filter { $0.section == section }
      let fitting = request.level == .plain ? Self.withoutDermoscopy(all) : all
      return fitting.prefix(Self.most[request.level]?[section] ?? 0)
    }
    let own = Set(request.condition.codes.map(\.code))
    codes = request.passages.filter { $0.kind == .ontology && own.contains($0.locator) }
  }

  /// Who reads plain words has no dermatoscope; if there is nothing else, it is said all the same.
  private static func withoutDermoscopy(_ passages: [KnowledgePassage]) -> [KnowledgePassage] {
    let plain = passages.filter { !$0.text.lowercased().contains("dermoscop") }
    return plain.isEmpty ? passages : plain
  }
}
