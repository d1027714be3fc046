import Capture
import Configuration
import Encoding
import Foundation
import GLib
import Pipeline
import Vocabulary

/// `evaluate`: labelled pictures in, a report with intervals out.
struct EvaluateCommand: Command {
  let name = "evaluate"
  let summary = "scores labelled pictures and says how well conditions are told apart, with intervals"
  let usage = "--images DIR --labels CSV --file-column C --label-column C"
  let options: [OptionSpecification] = [
    .model, .config, .device, .precision, .pack, .json, .init("images", .text(placeholder: "DIR"), "where the pictures are"),
    .init("labels", .text(placeholder: "CSV"), "a table with a header, one row a picture"),
    .init("file-column", .text(placeholder: "C"), "the column that names the file"),
    .init("label-column", .text(placeholder: "C"), "the column that names the truth"),
    .init("map", .list(placeholder: "LABEL=CONDITION"), "which condition a label means; labels that are condition ids need none"),
    .init("group-column", .text(placeholder: "C"), "pictures of one group (a patient) are resampled together"),
    .init("stratum-column", .list(placeholder: "C"), "also by the values of this column; may be given several times"),
    .init("set-column", .text(placeholder: "C"), "counts the gate's refusals by the values of this column"),
    .init("where", .list(placeholder: "C=VALUE"), "only rows whose column C has that value"),
    .init("prevalence", .list(placeholder: "SHARE"), "also what answers are worth where a condition is so common: 0.01"),
    .init("results", .text(placeholder: "FILE"), "keeps each picture's scores there, and goes on from them when run again"),
    .init(
      "report", .text(placeholder: "OUT.json"),
      "writes the whole report; beside a model's weights it is what the evidence page shows"),
    .init(
      "save", .text(placeholder: "WORDS"),
      "keeps scores and truths, not pictures, beside the model's weights, where thresholds are chosen by them; WORDS say who they are"
    ),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    try options.refuseArguments(of: self)
    do {
      let pack = try PackLibrary(resources: .find()).load(options.text("pack") ?? "dermatology")
      let table = try LabelTable(options, pack: pack)
      let settings = try Self.settings(options, table)
      let run = try await EvaluationRun(model: try await Self.model(options), pack: pack)
      let report = try await run.report(
        on: table.items, policy: .commandLine, results: options.text("results"), settings: settings,
        save: try Self.saving(options, run.directory)
      ) { Console.progress("\($0) of \(table.items.count) pictures") }
      Console.progress("")
      guard report.n > 0 else {
        throw CommandFailure.failed("none of the \(table.items.count) pictures could be read; check --images and --file-column")
      }
      if !report.unreadable.isEmpty { Console.error("\(report.unreadable.count) pictures could not be read and are left out") }
      if !report.unscored.isEmpty {
        Console.error("this encoder does not score \(report.unscored.joined(separator: ", ")): it was not trained on them")
      }
      if let path = options.text("report") { try Self.write(report, to: path) }
      if options.has("json") { Console.record(report) } else { Console.line(EvaluationText(report).text) }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  /// The configuration's remote encoder, unless a model is named; else a model of this machine.
  private static func model(_ options: ParsedOptions) async throws -> ReadyModel {
    let settings = try options.text("config").map { try Settings(file: $0) } ?? Settings()
    if options.text("model") == nil, let remote = settings.remote { return try await ReadyModel.remote(remote) }
    let device = try options.device() ?? DeviceChoice(settings.device) ?? .auto
    return try await ModelLibrary(resources: .find(), caches: nil, device: device).load(
      options.text("model") ?? settings.model, precision: try options.precision())
  }

  private static func settings(_ options: ParsedOptions, _ table: LabelTable) throws(CommandFailure) -> EvaluationSettings {
    var settings = EvaluationSettings(firstColumn: table.strata.first)
    var shares: [Double] = []
    for text in options.list("prevalence") {
      guard let share = Double(text), share > 0, share < 1 else {
        throw .usage("--prevalence \(text): give a share above 0 and below 1, as 0.01")
      }
      shares.append(share)
    }
    if !shares.isEmpty { settings.prevalences = shares }
    return settings
  }

  /// Where held-out scores go, if somebody wants to keep them.
  private static func saving(
    _ options: ParsedOptions, _ directory: URL?
  ) throws(CommandFailure) -> (population: String, to: (HeldOutScores) throws -> Void)? {
    guard let words = options.text("save") else { return nil }
    guard (1...300).contains(words.count) else { throw .usage("--save: say in 1 to 300 characters who the pictures show") }
    guard let directory else { throw .failed("--save: a remote encoder has no folder here in which scores could be kept") }
    return (
      words,
      { scores in
        guard !scores.conditions.isEmpty else {
          throw CommandFailure.failed(
            "--save: no condition has a probability with this encoder and pack, so there is no scale to choose on")
        }
        let file = directory.appending(path: HeldOutScores.fileName)
        try scores.write(to: file)
        Console.error("\(scores.rows.count) scores are kept in \(file.path)")
      }
    )
  }

  private static func write(_ report: EvaluationReport, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      try encoder.encode(report).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch { throw CommandFailure.failed("\(path): the report cannot be written there: \(error.localizedDescription)") }
  }
}
