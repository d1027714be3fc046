import Configuration
import Explanation
import Foundation
import Knowledge
import Pipeline
import Statistics
import Vocabulary

/// `bench explain`: how well the checker tells supported sentences from others.
struct ExplainBench: Bench {
  let name = "explain"
  let summary =
    "how well the checker tells supported sentences from others, how soon an alert is explained, and what the language model rewords"

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    return try await withTemporaryFolder { folder in
      let packs = try KnowledgeOpening.packs()
      let library = try await KnowledgeLibrary.open(
        base: Resources.find().knowledgeStore, own: nil, packs: packs, embedder: try await KnowledgeOpening.embedder(),
        time: SystemTime())
      let sets = Sets(
        development: try await CheckerMeasurement(library, .development), fresh: try await CheckerMeasurement(library, .fresh),
        independent: try await CheckerMeasurement(library, .independent),
        rewordings: try await CheckerMeasurement(library, .rewordings))
      var table = Self.table(of: sets, on: machine)
      if order.isTuning {
        Self.tell(sets.development)
      } else {
        try await Self.addLatencies(to: &table, order, library, in: folder)
      }
      if let rephrasing = RephrasingMeasurement(library, packs) {
        table.append(try await rephrasing.table(for: order.duration, on: machine))
      } else {
        Console.error("rephrasing: not measured, \(LanguageFault.notInstalled)")
      }
      return table
    }
  }

  /// The sentences, by what they were used for.
  private struct Sets {
    let development: CheckerMeasurement
    let fresh: CheckerMeasurement
    let independent: CheckerMeasurement
    let rewordings: CheckerMeasurement
  }

  /// How well each means tells supported sentences from others, on each set.
  private static func table(of sets: Sets, on machine: Machine) -> BenchTable {
    var table = BenchTable(
      "explain: the checker on \(sets.development.items.count) labelled sentences about the conditions that skinlite knows, and on "
        + "\(sets.fresh.items.count) about others, on which it was mended, and on \(sets.independent.items.count) and \(sets.rewordings.items.count) that nothing was "
        + "tuned on; "
        + "95 % intervals by Wilson",
      columns: ["part", "paraphrases", "unsupported", "precision", "interval", "recall", "interval"], on: machine)
    for (name, set, part, means) in [
      ("tuned on", sets.development, CheckerMeasurement.Part.tunedOn, CheckerMeasurement.Means.entailment),
      ("held out", sets.development, .heldOut, .entailment), ("mended on", sets.fresh, .all, .entailment),
      ("independent", sets.independent, .all, .entailment), ("rewordings", sets.rewordings, .all, .entailment),
      ("rewordings, of four faults", sets.rewordings, .namedFaults, .entailment),
      ("held out, by rules", sets.development, .heldOut, .rules), ("mended on, by rules", sets.fresh, .all, .rules),
      ("independent, by rules", sets.independent, .all, .rules),
      ("independent, by words alone", sets.independent, .all, .wordsAlone),
      ("rewordings, by rules", sets.rewordings, .all, .rules),
      ("rewordings, of four faults, by rules", sets.rewordings, .namedFaults, .rules),
    ] {
      let score = set.score(name, part, by: means)
      table.add(cells(score), score)
    }
    for (name, set) in [
      ("mended on, words not counted", sets.fresh), ("independent, words not counted", sets.independent),
      ("rewordings, words not counted", sets.rewordings),
    ] {
      let score = set.score(name, .all, .wordsNotCounted)
      table.add(cells(score), score)
    }
    for (name, set) in [("independent", sets.independent), ("rewordings", sets.rewordings)] {
      let passed = set.letThrough(.all, of: name)
      table.close(
        "\(name), unsupported and let through: "
          + passed.map { "\($0.fault) \($0.passed) of \($0.count)" }.joined(separator: ", "),
        passed)
    }
    return table
  }

  private static func cells(_ score: CheckerMeasurement.Score) -> [String] {
    [
      score.part, "\(score.supported)", "\(score.unsupported)", score.precision.text, score.precision.range, score.recall.text,
      score.recall.range,
    ]
  }

  private struct Latency: Encodable, Sendable {
    let beside: String
    let alerts: Int
    let p50: Double
    let p95: Double
    let p99: Double
  }

  /// Decision to explanation event: alone, and in the same process as a server that analyses the demo clip all the while.
  private static func addLatencies(
    to table: inout BenchTable, _ order: BenchOrder, _ library: KnowledgeLibrary, in folder: URL
  ) async throws {
    let pack = try PackLibrary(resources: .find()).load(order.pack)
    let alone = try await ExplanationBenchmark.run(folder: folder.appending(path: "alone"), library: library, pack: pack)
    var settings = Settings()
    (settings.model, settings.packs) = (order.model, [order.pack])
    settings.streams =
      StreamIdentifier("bench").map { [StreamSetting(id: $0, url: order.streamed.absoluteString, pack: nil)] } ?? []
    let beside = try await BenchServer.run(settings) { server in
      var frames = server.installation.recentStages.count
      while frames == 0 {
        try await Task.sleep(for: .milliseconds(50))
        frames = server.installation.recentStages.count
      }
      return try await ExplanationBenchmark.run(folder: folder.appending(path: "beside"), library: library, pack: pack)
    }
    for (name, latency) in [("nothing else", alone), ("a live stream of the demo clip", beside)] {
      let (p50, p95, p99) = (latency.explained.p50, latency.explained.p95, latency.explained.p99)
      table.close(
        "decision to explanation event beside \(name), \(latency.alerts) alerts: p50 \(p50.formatted2) ms, "
          + "p95 \(p95.formatted2) ms, p99 \(p99.formatted2) ms (goal: 50)",
        Latency(beside: name, alerts: latency.alerts, p50: p50.rounded3, p95: p95.rounded3, p99: p99.rounded3))
    }
  }

  /// Errors on the half that may be looked at, and the best numbers for the soft rules there.
  private static func tell(_ measurement: CheckerMeasurement) {
    for (item, verdict) in measurement.errors() {
      Console.error(
        "\(item.sentence.fault ?? "paraphrase") \(verdict) \((item.similarity * 100).rounded() / 100) "
          + "\(SupportChecker(lexicon: measurement.lexicon).coverage(of: item.sentence.text, in: item.passage.text, subject: item.passage.title).formatted2)"
          + "\n    \(item.sentence.text)\n    \(item.passage.text)")
    }
    for settings in SupportSettings.grid {
      let score = measurement.score("", .tunedOn, settings)
      Console.error(
        "coverage \(settings.coverage) similarity \(settings.similarity) sum \(settings.sum): precision "
          + "\(score.precision.text) recall \(score.recall.text)")
    }
  }
}

extension SupportSettings {
  /// Rules that compare facts, and the entailment model; how many words are the same does not count.
  fileprivate static var wordsNotCounted: SupportSettings {
    var settings = SupportSettings()
    (settings.coverage, settings.plainCoverage, settings.similarity, settings.sum) = (0, 0, -1, -1)
    return settings
  }

  fileprivate static var grid: [SupportSettings] {
    [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9].flatMap { coverage in
      [0.5, 0.6, 0.7].flatMap { similarity in
        [1.2, 1.4, 1.5, 1.6].map { sum in
          var settings = SupportSettings()
          (settings.coverage, settings.similarity, settings.sum) = (coverage, similarity, sum)
          return settings
        }
      }
    }
  }
}
