import Foundation
import Knowledge

/// Chooses the numbers of retrieval on the questions that are not held out, one after the other, twice round.
struct RetrievalTuning {
  struct Trial: Encodable, Sendable {
    let what: String
    /// Mean of reciprocal rank and nDCG, with and without titles.
    let score: Double
  }

  private typealias Change = (what: String, apply: @Sendable (inout RetrievalSettings) -> Void)

  let set: QuestionSet
  let embed: ([String]) async throws -> [[Float]]
  private(set) var trials: [Trial] = []
  private(set) var cutter = PassageCutter()
  private(set) var settings = RetrievalSettings()

  init(_ set: QuestionSet, embed: @escaping ([String]) async throws -> [[Float]]) {
    self.set = set
    self.embed = embed
  }

  mutating func run() async throws {
    for _ in 0..<2 {
      let corpora = try await corpora(cutter)
      choose(Self.wordChanges, .words, corpora)
      choose(Self.fusionChanges, .hybrid, corpora)
      try await chooseCutter(score(corpora, settings, .hybrid))
    }
  }

  private mutating func choose(_ changes: [Change], _ mode: RetrievalMode, _ corpora: [RetrievalCorpus]) {
    var best = score(corpora, settings, mode)
    add(Trial(what: "\(mode.rawValue) as it is", score: best))
    for change in changes {
      var changed = settings
      change.apply(&changed)
      guard changed != settings else { continue }
      let found = score(corpora, changed, mode)
      add(Trial(what: "\(mode.rawValue): \(change.what)", score: found))
      if found > best { (best, settings) = (found, changed) }
    }
  }

  private mutating func chooseCutter(_ standing: Double) async throws {
    var best = standing
    for words in [90, 130, 170, 200] where words != cutter.words {
      var other = cutter
      (other.words, other.repeated) = (words, words / 5)
      let found = score(try await corpora(other), settings, .hybrid)
      add(Trial(what: "passages of \(words) words", score: found))
      if found > best { (best, cutter) = (found, other) }
    }
  }

  /// Choosing takes minutes: each trial is shown when it is done.
  private mutating func add(_ trial: Trial) {
    trials.append(trial)
    Console.error("\(trial.what): \(trial.score)")
  }

  private func corpora(_ cutter: PassageCutter) async throws -> [RetrievalCorpus] {
    [
      try await RetrievalCorpus(set, isTitled: true, cutter: cutter, embed: embed),
      try await RetrievalCorpus(set, isTitled: false, cutter: cutter, embed: embed),
    ]
  }

  private func score(_ corpora: [RetrievalCorpus], _ settings: RetrievalSettings, _ mode: RetrievalMode) -> Double {
    corpora.reduce(0) { sum, corpus in
      let scores = RetrievalScores(set.questions, rankings: corpus.rankings(set, corpus.index(settings), mode: mode))
      return sum + scores.mean(.reciprocalRank) + scores.mean(.gain)
    } / Double(2 * corpora.count)
  }

  private static let wordChanges: [Change] =
    [0.2, 0.4, 0.6, 0.9, 1.2, 1.6].map { value in ("k1 \(value)", { $0.saturation = value }) }
    + [0.1, 0.2, 0.3, 0.4, 0.6, 0.75].map { value in ("b \(value)", { $0.lengthDiscount = value }) }
    + [1, 2, 3, 4, 6].map { value in ("titles count \(value) times", { $0.titleWeight = value }) }

  private static let fusionChanges: [Change] =
    [2.0, 5, 10, 20, 60].map { value in ("RRF k \(value)", { $0.fusionConstant = value }) }
    + [0.7, 1, 1.4, 2, 2.5, 3, 4].map { value in ("vectors weigh \(value)", { $0.vectorWeight = value }) }
    + [50, 100, 200].map { value in ("lists of \(value)", { $0.depth = value }) }
}
