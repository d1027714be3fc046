import Capture
import Encoding
import Foundation
import GLib
import Pipeline
import Vocabulary

/// `evaluate`: labelled pictures in, areas with intervals out.
struct EvaluateCommand: Command {
  let name = "evaluate"
  let summary = "scores labelled pictures and says how well conditions are told apart, with intervals"
  let usage = "--images DIR --labels CSV --file-column C --label-column C"
  let options: [OptionSpecification] = [
    .model, .device, .precision, .pack, .json, .init("images", .text(placeholder: "DIR"), "where the pictures are"),
    .init("labels", .text(placeholder: "CSV"), "a table with a header, one row a picture"),
    .init("file-column", .text(placeholder: "C"), "the column that names the file"),
    .init("label-column", .text(placeholder: "C"), "the column that names the truth"),
    .init("map", .list(placeholder: "LABEL=CONDITION"), "which condition a label means; labels that are condition ids need none"),
    .init("group-column", .text(placeholder: "C"), "pictures of one group (a patient) are resampled together"),
    .init("stratum-column", .text(placeholder: "C"), "also by the values of this column"),
    .init("where", .list(placeholder: "C=VALUE"), "only rows whose column C has that value"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    try options.refuseArguments(of: self)
    do {
      let pack = try PackLibrary(resources: .find()).load(options.text("pack") ?? "dermatology")
      let items = try LabelTable(options, pack: pack).items
      let library = ModelLibrary(resources: .find(), caches: nil, device: try options.device() ?? .auto)
      let model = try await library.load(options.text("model") ?? "skinlite", precision: try options.precision())
      let run = try await EvaluationRun(model: model, pack: pack)
      let report = try await run.report(on: items, policy: .commandLine) { Console.progress("\($0) of \(items.count) pictures") }
      Console.progress("")
      guard report.n > 0 else {
        throw CommandFailure.failed("none of the \(items.count) pictures could be read; check --images and --file-column")
      }
      if !report.unreadable.isEmpty { Console.error("\(report.unreadable.count) pictures could not be read and are left out") }
      if options.has("json") { Console.record(report) } else { Console.line(Self.text(report)) }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  private static func text(_ report: EvaluationReport) -> String {
    func shown(_ interval: [Double]?) -> String { interval.map { "\($0[0].formatted3) to \($0[1].formatted3)" } ?? "no interval" }
    let rows = report.conditions.sorted { $0.key < $1.key }.map { id, row in
      "  \(id): n \(row.n), AUC \(row.auc?.formatted3 ?? "none") (\(shown(row.interval)))\(row.proven ? "" : ", unproven")"
    }
    return """
      \(report.n) pictures, \(report.refused) of them refused by a gate; \(report.model), pack \(report.pack)
      macro-AUC \(report.macroAUC?.formatted3 ?? "none") (\(shown(report.macroAUCInterval)))
      \(rows.joined(separator: "\n"))
      Research use only, not for diagnosis.
      """
  }
}
