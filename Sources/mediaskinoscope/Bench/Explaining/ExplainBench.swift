import Explanation
import Foundation
import Knowledge
import Pipeline
import Statistics
import Vocabulary

/// `bench explain`: how well the checker tells supported sentences from others.
struct ExplainBench: Bench {
  let name = "explain"
  let summary = "how well the checker tells supported sentences from others, and what the language model rewords"

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    return try await withTemporaryFolder { folder in
      let packs = try KnowledgeOpening.packs()
      let library = try await KnowledgeLibrary.open(
        base: Resources.find().knowledgeStore, own: nil, packs: packs, embedder: try await KnowledgeOpening.embedder(),
        time: SystemTime())
      let measurement = try await CheckerMeasurement(library)
      var table = BenchTable(
        "explain: the checker on \(measurement.items.count) labelled sentences; 95 % intervals by Wilson",
        columns: ["part", "paraphrases", "unsupported", "precision", "interval", "recall", "interval"], on: machine)
      for (part, heldOut, byWords) in [
        ("tuned on", false, false), ("held out", true, false), ("held out, by words alone", true, true),
      ] {
        let score = measurement.score(part, heldOut: heldOut, byWordsAlone: byWords)
        table.add(
          [
            part, "\(score.supported)", "\(score.unsupported)", score.precision.text, score.precision.range,
            score.recall.text, score.recall.range,
          ], score)
      }
      if order.isTuning { Self.tell(measurement) }
      if let rephrasing = RephrasingMeasurement(library, packs) {
        table.append(try await rephrasing.table(for: order.duration, on: machine))
      } else {
        Console.error("rephrasing: not measured, \(LanguageFault.notInstalled)")
      }
      return table
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
      let score = measurement.score("", heldOut: false, settings)
      Console.error(
        "coverage \(settings.coverage) similarity \(settings.similarity) sum \(settings.sum): precision "
          + "\(score.precision.text) recall \(score.recall.text)")
    }
  }
}

extension SupportSettings {
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
