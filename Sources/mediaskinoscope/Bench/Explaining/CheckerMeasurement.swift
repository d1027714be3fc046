import Explanation
import Foundation
import Knowledge
import Pipeline
import Statistics
import Vocabulary

/// Measures the checker on the project's labelled sentences.
struct CheckerMeasurement {
  /// A sentence with what the checker needs.
  struct Item: Sendable {
    let sentence: LabelledSentence
    let passage: KnowledgePassage
    let similarity: Double
  }

  /// Counts over one part of the sentences.
  struct Score: Encodable, Sendable {
    let part: String
    let supported: Int
    let unsupported: Int
    /// Of what it let through, how much is supported.
    let precision: CountedShare
    /// Of the true paraphrases, how many it let through.
    let recall: CountedShare
  }

  let items: [Item]
  let lexicon: ClinicalLexicon

  static var file: URL { Resources.find().knowledge.appending(path: "checks/sentences.txt") }

  /// Resolves every passage and embeds every text once.
  init(_ library: KnowledgeLibrary) async throws {
    lexicon = ClinicalLexicon(try await library.names())
    let sentences = try LabelledSentence.read(Self.file)
    var passages: [String: KnowledgePassage] = [:]
    for id in Set(sentences.map(\.passage)) { passages[id] = try await library.passage(id) }
    let ordered = passages.values.sorted { $0.id < $1.id }
    let known = zip(ordered, try await library.vectors(of: ordered.map(\.text)))
    let vectors = Dictionary(known.map { ($0.id, $1) }) { first, _ in first }
    let own = try await library.vectors(of: sentences.map(\.text))
    items = zip(sentences, own).compactMap { sentence, vector in
      guard let passage = passages[sentence.passage], let other = vectors[passage.id] else { return nil }
      return Item(sentence: sentence, passage: passage, similarity: Double(zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }))
    }
  }

  func verdict(_ item: Item, _ settings: SupportSettings, byWordsAlone: Bool = false) -> SupportVerdict {
    SupportChecker(lexicon: lexicon, settings: settings).judge(
      item.sentence.text, citing: item.passage.text, subject: item.passage.title, similarity: byWordsAlone ? nil : item.similarity
    )
  }

  func score(_ part: String, heldOut: Bool, _ settings: SupportSettings = .standard, byWordsAlone: Bool = false) -> Score {
    let own = items.filter { $0.sentence.isHeldOut == heldOut }
    let passed = own.filter { verdict($0, settings, byWordsAlone: byWordsAlone).isSupported }
    let right = passed.count { $0.sentence.isSupported }
    let true_ = own.count { $0.sentence.isSupported }
    return Score(
      part: part, supported: true_, unsupported: own.count - true_, precision: CountedShare(right, of: passed.count),
      recall: CountedShare(right, of: true_))
  }

  /// What the checker got wrong on the sentences that may be looked at.
  func errors(_ settings: SupportSettings = .standard) -> [(item: Item, verdict: SupportVerdict)] {
    items.filter { !$0.sentence.isHeldOut }.map { ($0, verdict($0, settings)) }.filter {
      $0.0.sentence.isSupported != $0.1.isSupported
    }
  }
}
