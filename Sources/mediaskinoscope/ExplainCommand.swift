import Foundation
import GLib
import Journal
import Pipeline
import Vocabulary

/// `explain`: what a condition, or an alert of the journal, means; every sentence with its sources.
struct ExplainCommand: Command {
  let name = "explain"
  let summary = "says what an alert or a condition means, every sentence with its sources"
  let usage = "ALERT|CONDITION [--level plain|clinical|specialist] [--rephrase]"
  let options: [OptionSpecification] = [
    .json, .data,
    .init("level", .text(placeholder: "LEVEL"), "for whom it is worded: plain, clinical (default) or specialist"),
    .init("pack", .text(placeholder: "NAME|FILE"), "the pack that the condition belongs to (default: all that ship)"),
    .init(
      "rephrase", .flag, "lets a language model reword what the checker then finds supported: the local one, or that of --config"),
    .config,
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    guard let text = options.arguments.first, options.arguments.count == 1 else {
      throw .usage("explain: name one alert (32 hexadecimal digits) or one condition")
    }
    let level = try level(options)
    var explanation: Explanation
    do {
      let packs = try options.text("pack").map { [try PackLibrary(resources: .find()).load($0)] } ?? KnowledgeOpening.packs()
      let (condition, alert) = try subject(text, packs, options)
      let library = try await KnowledgeOpening.library(options)
      let explainer = Explainer(library: library, packs: packs)
      explanation = await explainer.explanation(of: condition, alert: alert, level: level)
      if options.has("rephrase"), explanation.refused == nil {
        let name = packs.flatMap { $0.conditions + $0.controls }.first { $0.id == condition }?.name
        explanation = try await Rewording(options).reword(explanation, subject: name, library: library)
      }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("explain: \(error)") }
    if options.has("json") { Console.record(explanation) } else { Console.line(explanation.lines) }
    if let refused = explanation.refused { throw .failed("explain \(text): \(refused)") }
  }

  private func level(_ options: ParsedOptions) throws(CommandFailure) -> ReadingLevel {
    guard let text = options.text("level") else { return .standard }
    guard let level = ReadingLevel(rawValue: text) else {
      throw .usage("--level \(text): say \(ReadingLevel.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return level
  }

  /// The condition that the text names, or the alert of the journal.
  private func subject(
    _ text: String, _ packs: [Pack], _ options: ParsedOptions
  ) throws -> (ConditionIdentifier, AlertRecord?) {
    if let alert = AlertIdentifier(text) {
      let record = try JournalVerifier(folder: options.text("data") ?? "data").record(of: alert)
      return (record.condition, record)
    }
    let all = packs.flatMap { $0.conditions + $0.controls }
    guard let condition = all.first(where: { $0.id.text == text || $0.name.lowercased() == text.lowercased() }) else {
      throw CommandFailure.failed(
        "there is no condition or alert '\(text)'; conditions are \(all.map(\.id.text).sorted().joined(separator: ", "))")
    }
    return (condition.id, nil)
  }
}

extension Explanation {
  /// For a person at a terminal.
  var lines: String {
    guard refused == nil else { return "\(condition): \(refused ?? "")\n\(Self.disclaimer)" }
    let parts = ExplanationPart.allCases.compactMap { part -> String? in
      let own = sentences.filter { $0.part == part }
      guard !own.isEmpty else { return nil }
      return part.title + "\n" + own.map(\.line).joined(separator: "\n")
    }
    let works = sources.map { source in
      "  [\(source.id)] \(source.organisation): \(source.title)\(source.year.map { ", \($0)" } ?? "") (\(source.locator))"
    }
    return (["\(condition) (\(level.rawValue))", short] + parts + ["Sources\n" + works.joined(separator: "\n")])
      .joined(separator: "\n\n")
  }
}

extension ExplanationSentence {
  fileprivate var line: String {
    let mark = verified == false ? " (unverified by a clinician)" : ""
    let words = origin == .rephrased ? " (reworded)" : ""
    return "  \(about.map { "\($0): " } ?? "")\(text)\(words) [\(citations.joined(separator: ", "))]\(mark)"
  }
}

extension ExplanationPart {
  fileprivate var title: String {
    switch self {
    case .seen: "What was seen"
    case .resemblance: "What it resembles"
    case .against: "What argues against it"
    case .appearance: "How it usually looks"
    case .lookAlike: "What looks alike"
    case .redFlag: "Red flags"
    case .nextStep: "Usual next steps"
    case .code: "Codes"
    case .document: "From documents"
    }
  }
}
