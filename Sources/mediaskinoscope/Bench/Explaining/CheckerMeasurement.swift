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

  /// Which of a set's sentences are looked at.
  enum Part {
    /// What may be looked at and tuned on.
    case tunedOn
    case heldOut
    /// Of a set that nothing was tuned on.
    case all
  }

  /// A set of labelled sentences that is committed.
  enum LabelledSet: String {
    /// Half of it was tuned on; conditions that skinlite knows.
    case development = "checks/sentences.txt"
    /// Written after the first checker, on the other conditions. The present one was mended on it: it is no test any more.
    case fresh = "checks/fresh-sentences.txt"
    /// Written by somebody who had seen neither the checker nor its errors, on all statements that the other sets leave; freely worded.
    case independent = "checks/independent-sentences.txt"

    var file: URL { Resources.find().knowledge.appending(path: rawValue) }
  }

  let items: [Item]
  let lexicon: ClinicalLexicon

  /// Resolves every passage and embeds every text once.
  init(_ library: KnowledgeLibrary, _ set: LabelledSet) async throws {
    lexicon = ClinicalLexicon(try await library.names())
    let sentences = try LabelledSentence.read(set.file)
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

  private func items(of part: Part) -> [Item] {
    switch part {
    case .tunedOn: items.filter { !$0.sentence.isHeldOut }
    case .heldOut: items.filter(\.sentence.isHeldOut)
    case .all: items
    }
  }

  func score(_ name: String, _ part: Part, _ settings: SupportSettings = .standard, byWordsAlone: Bool = false) -> Score {
    let own = items(of: part)
    let passed = own.filter { verdict($0, settings, byWordsAlone: byWordsAlone).isSupported }
    let right = passed.count { $0.sentence.isSupported }
    let true_ = own.count { $0.sentence.isSupported }
    return Score(
      part: name, supported: true_, unsupported: own.count - true_, precision: CountedShare(right, of: passed.count),
      recall: CountedShare(right, of: true_))
  }

  /// Unsupported sentences that it let through, by what is wrong with them: counts only, since nothing may be tuned on them.
  func letThrough(_ part: Part) -> [LetThrough] {
    let wrong = Dictionary(grouping: items(of: part).filter { !$0.sentence.isSupported }) { $0.sentence.fault ?? "" }
    return wrong.sorted { $0.key < $1.key }.map { fault, own in
      LetThrough(fault: fault, passed: own.count { verdict($0, .standard).isSupported }, count: own.count)
    }
  }

  /// How many unsupported sentences of one kind were let through.
  struct LetThrough: Encodable, Sendable {
    let fault: String
    let passed: Int
    let count: Int

    enum CodingKeys: String, CodingKey {
      case fault, count
      case passed = "let_through"
    }
  }

  /// What the checker got wrong on the sentences that may be looked at.
  func errors(_ settings: SupportSettings = .standard) -> [(item: Item, verdict: SupportVerdict)] {
    items(of: .tunedOn).map { ($0, verdict($0, settings)) }.filter {
      $0.0.sentence.isSupported != $0.1.isSupported
    }
  }
}
