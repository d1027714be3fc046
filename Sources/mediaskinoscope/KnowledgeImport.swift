import Foundation
import GLib
import Knowledge
import Vocabulary

/// `knowledge import`: each file by itself; one that cannot be read is reported, the others are brought in.
struct KnowledgeImport {
  private let options: ParsedOptions

  init(_ options: ParsedOptions) { self.options = options }

  func run(_ files: [String]) async throws {
    guard let licence = options.text("licence"), !licence.isEmpty else {
      throw CommandFailure.usage("knowledge import: say with --licence what the documents may be used for")
    }
    guard files.count == 1 || options.text("title") == nil else {
      throw CommandFailure.usage("knowledge import: --title names one file; import the others by themselves")
    }
    let library = try await KnowledgeOpening.library(options)
    var failed = 0
    for file in files {
      let request = try request(file, licence)
      do throws(KnowledgeError) {
        show(try await library.importDocument(request, by: options.text("by") ?? KnowledgeOpening.user))
      } catch {
        guard case .document = error else { throw error }
        failed += 1
        Console.error("mediaskinoscope: \(error)")
      }
    }
    if failed > 0 {
      throw CommandFailure.failed("knowledge import: \(failed) of \(files.count) files were not brought in; see above")
    }
  }

  private func request(_ file: String, _ licence: String) throws(CommandFailure) -> ImportRequest {
    var year: Int?
    if let text = options.text("year") {
      guard let number = Int(text), (1500...2200).contains(number) else { throw .usage("--year \(text): give a year") }
      year = number
    }
    return ImportRequest(
      file: URL(fileURLWithPath: file), licence: licence, title: options.text("title"),
      organisation: options.text("organisation"),
      year: year, url: options.text("url"), condition: try KnowledgeOpening.condition(options))
  }

  private func show(_ outcome: ImportOutcome) {
    guard !options.has("json") else { return Console.record(outcome) }
    Console.line(
      "\(outcome.outcome.rawValue) \(outcome.name) as \(outcome.document.prefix(12)): \(outcome.passages) passages, "
        + "\(outcome.embedded) of them turned into vectors")
  }
}
