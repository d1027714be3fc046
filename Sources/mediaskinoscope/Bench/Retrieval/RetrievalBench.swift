import Encoding
import Foundation
import Knowledge
import Pipeline
import Statistics
import Vocabulary

/// `bench retrieval`: whether the right answers are found, beside LlamaIndex with the same vectors, and how fast.
struct RetrievalBench: Bench {
  let name = "retrieval"
  let summary = "whether questions find their answers, beside LlamaIndex, and how fast"

  private struct Row: Encodable, Sendable {
    let engine: String
    let corpus: String
    let questions: Int
    let values: [String: Double]
    let intervals: [String: [Double]]
    let queriesPerSecond: Double

    enum CodingKeys: String, CodingKey {
      case engine, corpus, questions, values, intervals
      case queriesPerSecond = "queries_per_second"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let whole = try QuestionSet(order.corpus ?? QuestionSet.standardFile)
    let folder = Resources.find().root.appending(path: ".build/bench")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let sentences = CachedTextEmbedder(
      try await ModelLibrary(resources: .find(), caches: nil).catalog.loadSentences(), folder: folder)
    let embed: ([String]) async throws -> [[Float]] = { try await sentences.encode($0) }
    if order.isTuning { return try await tune(whole.part(heldOut: false), embed, machine) }
    return try await measure(whole.part(heldOut: true), embed, order, machine)
  }

  private func tune(
    _ set: QuestionSet, _ embed: @escaping ([String]) async throws -> [[Float]], _ machine: Machine
  ) async throws -> BenchTable {
    var tuning = RetrievalTuning(set, embed: embed)
    try await tuning.run()
    var table = BenchTable(
      "retrieval, choosing numbers on \(set.questions.count) questions that are not held out", columns: ["trial", "score"],
      on: machine)
    for trial in tuning.trials { table.add([trial.what, trial.score.formatted4], trial) }
    table.close("chosen: passages of \(tuning.cutter.words) words, \(tuning.settings)", tuning.settings)
    return table
  }

  private func measure(
    _ set: QuestionSet, _ embed: @escaping ([String]) async throws -> [[Float]], _ order: BenchOrder, _ machine: Machine
  ) async throws -> BenchTable {
    var table = BenchTable(
      "retrieval: \(set.questions.count) held-out questions, \(set.documents.count) answers; 95 % intervals over subjects",
      columns: ["engine", "titles", "recall@1", "recall@5", "MRR@10", "nDCG@10", "queries/s"], on: machine)
    for isTitled in [true, false] {
      let corpus = try await RetrievalCorpus(set, isTitled: isTitled, cutter: PassageCutter(), embed: embed)
      var ours: [RetrievalMode: RetrievalScores] = [:]
      for mode in RetrievalMode.allCases {
        let index = corpus.index(.standard)
        let (rankings, rate) = Self.timed(set.questions.count) { corpus.rankings(set, index, mode: mode) }
        let scores = RetrievalScores(set.questions, rankings: rankings)
        ours[mode] = scores
        add("ours, \(mode.rawValue)", isTitled, scores, set, rate, to: &table)
      }
      try addFullText(corpus, set, isTitled, to: &table)
      if let peer = order.retrievalPeer {
        try await addPeer(peer, corpus, set, isTitled, embed, ours, to: &table)
      }
    }
    if order.retrievalPeer == nil {
      table.close(
        "LlamaIndex was left out: name a Python that has it with --peer (Benchmarks/peers/requirements-retrieval.txt).",
        ["peer": "none"])
    }
    try RetrievalSpeed().add(to: &table)
    return table
  }

  private static func timed(_ count: Int, _ search: () -> [[Int]]) -> (rankings: [[Int]], rate: Double) {
    let rankings = search()
    // The best of five: others use this machine too.
    let best = (0..<5).map { _ in ContinuousClock().measure { _ = search() } }.min() ?? .zero
    return (rankings, Double(count) / (best.milliseconds / 1000))
  }

  private func addFullText(
    _ corpus: RetrievalCorpus, _ set: QuestionSet, _ isTitled: Bool, to table: inout BenchTable
  ) throws {
    let baseline = try FullTextBaseline(corpus.entries.map { ($0.heading, $0.text) })
    var rankings: [[Int]] = []
    let time = try ContinuousClock().measure {
      rankings = try set.questions.map { question in
        var seen: Set<Int> = []
        return try baseline.search(question.text, limit: 50).map { corpus.entries[$0].document }.filter {
          seen.insert($0).inserted
        }
      }
    }
    let rate = Double(set.questions.count) / (time.milliseconds / 1000)
    add("SQLite FTS5, bm25()", isTitled, RetrievalScores(set.questions, rankings: rankings), set, rate, to: &table)
  }

  private func addPeer(
    _ peer: RetrievalPeer, _ corpus: RetrievalCorpus, _ set: QuestionSet, _ isTitled: Bool,
    _ embed: ([String]) async throws -> [[Float]], _ ours: [RetrievalMode: RetrievalScores], to table: inout BenchTable
  ) async throws {
    let answer = try await peer.run(set, isTitled: isTitled, questionVectors: corpus.questionVectors, embed: embed)
    for run in answer.runs {
      let scores = RetrievalScores(set.questions, rankings: run.rankings)
      add("LlamaIndex \(answer.version), \(run.name)", isTitled, scores, set, run.queriesPerSecond, to: &table)
      guard let mode = RetrievalMode(rawValue: run.name), let mine = ours[mode] else { continue }
      let gains = [RetrievalScores.Measure.reciprocalRank, .gain].map { measure in
        let (mean, interval) = mine.advantage(over: scores, measure)
        return "\(measure.rawValue) \(mean.signed3) (\(interval?.low.signed3 ?? "?") to \(interval?.high.signed3 ?? "?"))"
      }
      table.close(
        "ours less LlamaIndex, \(mode.rawValue), \(isTitled ? "with" : "without") titles: \(gains.joined(separator: ", "))",
        ["advantage": "\(mode.rawValue): \(gains.joined(separator: ", "))", "titles": "\(isTitled)"])
    }
  }

  private func add(
    _ engine: String, _ isTitled: Bool, _ scores: RetrievalScores, _ set: QuestionSet, _ rate: Double, to table: inout BenchTable
  ) {
    var (values, intervals) = ([String: Double](), [String: [Double]]())
    let cells = RetrievalScores.Measure.allCases.map { measure in
      let (mean, interval) = (scores.mean(measure), scores.interval(measure))
      values[measure.rawValue] = mean
      intervals[measure.rawValue] = interval.map { [$0.low, $0.high] }
      return "\(mean.formatted3) (\(interval?.low.formatted3 ?? "?")–\(interval?.high.formatted3 ?? "?"))"
    }
    let row = Row(
      engine: engine, corpus: isTitled ? "titled" : "untitled", questions: set.questions.count, values: values,
      intervals: intervals,
      queriesPerSecond: rate.rounded3)
    table.add([engine, isTitled ? "yes" : "no"] + cells + [rate.formatted2], row)
  }
}

extension Double {
  fileprivate var formatted4: String {
    formatted(.number.precision(.fractionLength(4)).locale(Locale(identifier: "en_US_POSIX")))
  }
  fileprivate var signed3: String { (self < 0 ? "−" : "+") + abs(self).formatted3 }
}
