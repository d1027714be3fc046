import Detection
import Foundation
import GLib
import Pipeline
import Vocabulary

/// `packs list`, `packs lint FILE`, `packs test FILE`.
struct PacksCommand: Command {
  let name = "packs"
  let summary = "lists specialty packs, lints one, tests its wordings with an encoder, or imports a FAISS index"
  let usage = "list | lint NAME|FILE [--model DIR] | test NAME|FILE | import-faiss INDEX LABELS --out FOLDER [--model DIR]"
  let options: [OptionSpecification] = [
    .json, .model,
    .init("out", .text(placeholder: "FOLDER"), "import-faiss: where the pack goes, and with --model a model with its vectors"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    let arguments = options.arguments
    switch (arguments.first, arguments.count) {
    case ("list", 1): try list(options)
    case ("lint", 2): try await lint(arguments[1], options)
    case ("test", 2): try await test(arguments[1], options)
    case ("import-faiss", 3): try await importIndex(arguments[1], labels: arguments[2], options)
    default:
      throw .usage("packs: say `list`, `lint` and a pack, `test` and a pack, or `import-faiss` with an index and its labels")
    }
  }

  private func list(_ options: ParsedOptions) throws(CommandFailure) {
    let library = PackLibrary(resources: .find())
    for name in library.names {
      do throws(PipelineError) {
        let pack = try library.load(name)
        let row = PackRow(
          id: pack.id, version: pack.version, name: pack.name, conditions: pack.conditions.map(\.id.text),
          fingerprint: pack.fingerprint.text)
        if options.has("json") {
          Console.record(row)
        } else {
          Console.line("\(row.id) \(row.version): \(row.name), \(row.conditions.count) conditions, \(row.fingerprint.prefix(12))")
        }
      } catch { throw .failed("\(error)") }
    }
  }

  private func lint(_ name: String, _ options: ParsedOptions) async throws(CommandFailure) {
    let found: [PackFinding]
    let path: String
    do {
      path = try PackLibrary(resources: .find()).file(of: name)
      let words = try PackLint.check(file: path)
      let isReadable = !words.contains { $0.severity == .error }
      found = words + (isReadable ? try await collisions(path, options) : [])
    } catch { throw .failed("\(error)") }
    for finding in found {
      if options.has("json") {
        Console.record(finding)
      } else {
        Console.line("\(path):\(finding.line): \(finding.severity.rawValue): \(finding.message) [\(finding.rule)]")
      }
    }
    let errors = found.count { $0.severity == .error }
    if errors > 0 { throw .failed("\(path): \(errors) errors; a pack with errors cannot be loaded") }
    if !options.has("json") { Console.line("\(path): \(found.isEmpty ? "no findings" : "\(found.count) warnings, no errors")") }
  }

  /// What the encoder that `--model` names makes of the words; nothing where none is named.
  private func collisions(_ path: String, _ options: ParsedOptions) async throws -> [PackFinding] {
    guard let name = options.text("model") else { return [] }
    let pack = try PackReader.read(file: path)
    let model = try await ModelLibrary(resources: .find(), caches: nil).load(name)
    return try PackLint.collisions(
      file: path, vectors: try await model.embed(texts: PackPrompts(pack).texts), known: model.known)
  }

  private func test(_ name: String, _ options: ParsedOptions) async throws(CommandFailure) {
    do {
      let pack = try PackLibrary(resources: .find()).load(name)
      let model = try await ModelLibrary(resources: .find(), caches: nil).load(options.text("model") ?? "skinlite")
      let report = try PackPromptReport(
        pack, vectors: try await model.embed(texts: PackPrompts(pack).texts), known: model.known)
      if options.has("json") { Console.record(report) } else { Console.line(Self.text(report)) }
      guard report.isPassed else {
        throw CommandFailure.failed("\(name): \(report.strays.count) wordings stand nearer to another condition")
      }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  private func importIndex(_ index: String, labels: String, _ options: ParsedOptions) async throws(CommandFailure) {
    guard let folder = options.text("out") else { throw .usage("packs import-faiss: give --out FOLDER") }
    let result = try await PackImport(
      index: URL(filePath: index), labels: URL(filePath: labels), folder: URL(filePath: folder), model: options.text("model")
    ).run()
    if options.has("json") { return Console.record(result) }
    Console.line(
      "\(result.vectors) vectors of \(result.dimension), \(result.conditions) conditions: \(result.pack), a draft without alerts")
    if let model = result.model {
      Console.line("use --model \(model): lowest cosine with the model's own \(result.lowest_cosine.map(\.formatted3) ?? "none")")
    }
  }

  private static func text(_ report: PackPromptReport) -> String {
    let strays = report.strays.map { "  stray: '\($0.term)' of \($0.condition) is nearer to \($0.nearer)" }
    let spreads = report.spreads.map {
      "  \($0.condition): mean cosine of its wordings \($0.mean.formatted3), lowest \($0.lowest.formatted3)"
    }
    let collisions = report.collisions.map { "  close: \($0.first) and \($0.second), cosine \($0.cosine.formatted3)" }
    return (["\(report.terms) terms"] + strays + spreads + collisions).joined(separator: "\n")
  }
}

private struct PackRow: Encodable {
  let id: String
  let version: Int
  let name: String
  let conditions: [String]
  let fingerprint: String
}

extension Double {
  /// Three decimals.
  var formatted3: String { String(Double(Int((self * 1000).rounded())) / 1000) }
}
