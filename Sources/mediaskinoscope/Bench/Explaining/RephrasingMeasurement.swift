import Explanation
import Foundation
import Knowledge
import Language
import Pipeline
import Vocabulary

/// Measures what the local language model does to the explanations of every condition.
struct RephrasingMeasurement {
  private struct Row: Encodable, Sendable {
    let what: String
    let value: Double
    let unit: String
  }

  private let model: LocalLanguageModel
  private let library: KnowledgeLibrary
  private let packs: [Pack]

  /// `nil` where none is installed.
  init?(_ library: KnowledgeLibrary, _ packs: [Pack]) {
    let files = LanguageFiles(folder: Resources.find().language)
    guard files.areInstalled else { return nil }
    model = LocalLanguageModel(files: files, time: SystemTime())
    self.library = library
    self.packs = packs
  }

  /// Rows of a table of what, value, unit.
  func table(for duration: Duration, on machine: Machine) async throws -> BenchTable {
    let before = try Self.memory()
    let rephraser = try await LanguageModelSetup.rephraser(model, library: library)
    let explainer = Explainer(library: library, packs: packs)
    let clock = ContinuousClock()
    let start = clock.now
    var results: [RephrasedExplanation] = []
    for condition in packs.flatMap(\.conditions) where clock.now - start < duration {
      let explanation = await explainer.explanation(of: condition.id)
      results.append(await rephraser.rephrase(explanation, subject: condition.name))
    }
    let loaded = try Self.memory()
    await model.release()
    let released = try Self.memory()
    var table = BenchTable(
      "rephrasing: \(model.name); \(results.count) conditions, clinical level, one thread of low priority",
      columns: ["what", "value", "unit"], on: machine)
    Self.sentences(results, into: &table)
    Self.speed(results, into: &table)
    for (name, megabytes) in [
      ("anonymous memory before", before.anonymous), ("anonymous memory, loaded", loaded.anonymous),
      ("anonymous memory, released", released.anonymous), ("resident before", before.resident),
      ("resident, loaded", loaded.resident), ("resident, released", released.resident),
    ] { Self.add(name, megabytes, "MB", to: &table) }
    return table
  }

  private static func sentences(_ results: [RephrasedExplanation], into table: inout BenchTable) {
    add("sentences offered", Double(results.reduce(0) { $0 + $1.offered }), "", to: &table)
    add("kept", Double(results.reduce(0) { $0 + $1.keptCount }), "", to: &table)
    let reasons = Dictionary(results.flatMap(\.refusals).map { ($0.name, 1) }, uniquingKeysWith: +)
    for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      add("as composed: \(reason)", Double(count), "", to: &table)
    }
    add("explanations with a kept sentence", Double(results.count { $0.keptCount > 0 }), "", to: &table)
  }

  private static func speed(_ results: [RephrasedExplanation], into table: inout BenchTable) {
    let replies = results.flatMap(\.replies)
    let seconds = replies.reduce(0) { $0 + ($1.duration - $1.loading).milliseconds / 1000 }
    add("load", replies.first?.loading.milliseconds ?? 0, "ms", to: &table)
    add(
      "tokens a second, reading the sentence included", Double(replies.reduce(0) { $0 + $1.tokens }) / max(seconds, 0.001), "",
      to: &table)
    add("time an answer, mean", seconds * 1000 / Double(max(replies.count, 1)), "ms", to: &table)
    add("answers that failed", Double(results.reduce(0) { $0 + $1.faults.count }), "", to: &table)
  }

  private static func add(_ what: String, _ value: Double, _ unit: String, to table: inout BenchTable) {
    table.add(
      [what, unit.isEmpty && value == value.rounded() ? "\(Int(value))" : value.formatted2, unit],
      Row(what: what, value: value.rounded3, unit: unit))
  }

  private static func memory() throws(CommandFailure) -> (anonymous: Double, resident: Double) {
    // The model is in a process of its own.
    var (anonymous, resident) = (try ProcessUse.anonymousMegabytes(), try ProcessUse.of().residentMegabytes)
    for child in ProcessUse.descendants(of: getpid()) {
      // One that ends meanwhile holds nothing.
      anonymous += (try? ProcessUse.anonymousMegabytes(of: "\(child)")) ?? 0
      resident += (try? ProcessUse.of("\(child)").residentMegabytes) ?? 0
    }
    return (anonymous, resident)
  }
}
