import Encoding
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
    /// How surely the sentence follows from the passage, by the entailment model.
    let entailment: Double
  }

  /// By what the checker judges.
  enum Means {
    case wordsAlone, rules, entailment
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
    /// The same, and of what is wrong only swapped conditions, flipped negations, changed numbers and invented codes.
    case namedFaults
  }

  /// A set of labelled sentences that is committed.
  enum LabelledSet: String {
    /// Half of it was tuned on; conditions that skinlite knows.
    case development = "checks/sentences.txt"
    /// Written after the first checker, on the other conditions. The present one was mended on it: it is no test any more.
    case fresh = "checks/fresh-sentences.txt"
    /// Written by somebody who had seen neither the checker nor its errors, on all statements that the other sets leave; freely worded.
    case independent = "checks/independent-sentences.txt"
    /// By two further writers, on the same statements: each twice in other words, close and freer, beside a swap, a negation, a number or a
    /// code that is wrong, and something else that is.
    case rewordings = "checks/rewordings.txt"

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
    let resources = Resources.find()
    let model = try await ModelLibrary(resources: resources, caches: nil).catalog.loadEntailment(resources.entailment)
    var items: [Item] = []
    for (sentence, vector) in zip(sentences, own) {
      guard let passage = passages[sentence.passage], let other = vectors[passage.id] else { continue }
      let pair = EntailmentPair(premise: "\(passage.title): \(passage.text)", claim: sentence.text)
      items.append(
        Item(
          sentence: sentence, passage: passage, similarity: Double(zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }),
          entailment: try await model.score([pair])[0]))
    }
    self.items = items
  }

  func verdict(_ item: Item, _ settings: SupportSettings, by means: Means = .entailment) -> SupportVerdict {
    SupportChecker(lexicon: lexicon, settings: settings).judge(
      item.sentence.text, citing: item.passage.text, subject: item.passage.title,
      similarity: means == .wordsAlone ? nil : item.similarity, entailment: means == .entailment ? item.entailment : nil)
  }

  private func items(of part: Part) -> [Item] {
    switch part {
    case .tunedOn: items.filter { !$0.sentence.isHeldOut }
    case .heldOut: items.filter(\.sentence.isHeldOut)
    case .all: items
    case .namedFaults: items.filter { $0.sentence.fault.map(["swap", "negation", "number", "code"].contains) ?? true }
    }
  }

  func score(_ name: String, _ part: Part, _ settings: SupportSettings = .standard, by means: Means = .entailment) -> Score {
    let own = items(of: part)
    let passed = own.filter { verdict($0, settings, by: means).isSupported }
    let right = passed.count { $0.sentence.isSupported }
    let true_ = own.count { $0.sentence.isSupported }
    return Score(
      part: name, supported: true_, unsupported: own.count - true_, precision: CountedShare(right, of: passed.count),
      recall: CountedShare(right, of: true_))
  }

  /// Unsupported sentences that it let through, by what is wrong with them: counts only, since nothing may be tuned on them.
  func letThrough(_ part: Part, of set: String) -> [LetThrough] {
    let wrong = Dictionary(grouping: items(of: part).filter { !$0.sentence.isSupported }) { $0.sentence.fault ?? "" }
    return wrong.sorted { $0.key < $1.key }.map { fault, own in
      LetThrough(set: set, fault: fault, passed: own.count { verdict($0, .standard).isSupported }, count: own.count)
    }
  }

  /// How many unsupported sentences of one kind were let through.
  struct LetThrough: Encodable, Sendable {
    let set: String
    let fault: String
    let passed: Int
    let count: Int

    enum CodingKeys: String, CodingKey {
      case set, fault, count
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
