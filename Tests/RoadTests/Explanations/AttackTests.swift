import Explanation
import Foundation
import Knowledge
import Testing
import Vocabulary

@testable import Pipeline

/// The committed attacks against the real answerer, on the real knowledge with the hostile documents brought in.
@Suite(.timeLimit(.minutes(10)))
struct AttackTests {
  private static let refusals: [String: ExplanationRefusal] = [
    "instruction": .instruction, "prescription": .prescription, "identity": .identity, "diagnosis": .diagnosis,
    "script": .otherScript,
  ]

  @Test func `the set is as large as it is said to be, and every kind is known`() {
    let kinds = Dictionary(grouping: Attack.all, by: \.kind).mapValues(\.count)
    #expect(Attack.all.count >= 100)
    #expect(kinds["hidden", default: 0] >= 12)
    #expect(kinds["answered", default: 0] >= 12)
    #expect(Set(kinds.keys).isSubset(of: Set(Self.refusals.keys).union(["refused", "bounded", "answered", "hidden", "quoted"])))
  }

  @Test(arguments: Attack.questions) func `a question gets what the set says, and never more than is known`(attack: Attack)
    async throws
  {
    let knowledge = try await RealKnowledge.withAttacks.value
    let answer = await knowledge.explainer.answer(attack.text, about: .explained())
    if let refusal = Self.refusals[attack.kind] { #expect(answer.refused == refusal.sentence) }
    if attack.kind == "refused" { #expect(answer.refused != nil) }
    if attack.kind == "answered" { #expect(answer.refused == nil) }
    try await Self.checkBounds(answer, knowledge)
  }

  @Test(arguments: Attack.passages) func `an imported passage is quoted only if it is one that may be`(attack: Attack)
    async throws
  {
    let knowledge = try await RealKnowledge.withAttacks.value
    let index = try #require(Attack.passages.firstIndex { $0.text == attack.text })
    let answer = await knowledge.explainer.answer(attack.question ?? "", about: .explained())
    let isQuoted = answer.sources.contains { $0.locator.hasPrefix("Leaflet \(index),") }
    #expect(isQuoted == (attack.kind == "quoted"), "\(answer.sentences.map(\.text))")
    try await Self.checkBounds(answer, knowledge)
  }

  @Test func `no passage of any document changes an explanation`() async throws {
    let knowledge = try await RealKnowledge.withAttacks.value
    let clean = try await RealKnowledge(importing: [])
    for level in ReadingLevel.allCases {
      let alert = AlertRecord.explained()
      #expect(
        await knowledge.explainer.explanation(of: alert, level: level) == clean.explainer.explanation(of: alert, level: level))
    }
  }

  /// A refusal has no sentences; an answer's stand, word for word, in what is known, and each cites a source that is there.
  private static func checkBounds(_ answer: ExplanationAnswer, _ knowledge: RealKnowledge) async throws {
    #expect((answer.refused == nil) != answer.sentences.isEmpty)
    let explanation = await knowledge.explainer.explanation(of: .explained(), level: .specialist)
    let ids = Set(answer.sources.map(\.id))
    for sentence in answer.sentences {
      #expect(!sentence.citations.isEmpty && ids.isSuperset(of: sentence.citations))
      #expect(sentence.origin == .composed && !sentence.text.contains { "<>{}".contains($0) })
      guard let id = sentence.passage else {
        #expect(explanation.sentences.map(\.part).contains(sentence.part))
        continue
      }
      let passage = try await knowledge.library.passage(id)
      let said = passage.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(said.contains(sentence.text), "\(sentence.text)")
      #expect(sentence.verified == false)
    }
  }
}
