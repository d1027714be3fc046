import Foundation
import GLib
import Language

/// `language`: the local language model for the server, which starts this as a process of its own.
struct LanguageCommand: Command {
  let name = "language"
  let summary = "answers a server's texts by the local language model; the server starts it for itself"
  let usage = "--library FILE --weights FILE"
  let options: [OptionSpecification] = [
    .init("library", .text(placeholder: "FILE"), "the bridge to llama.cpp that scripts/setup-language-model compiles"),
    .init("weights", .text(placeholder: "FILE"), "the model, in GGUF"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    guard let library = options.text("library"), let weights = options.text("weights"), options.arguments.isEmpty else {
      throw .usage("language: give --library and --weights, and on standard input a question as JSON a line")
    }
    var worker = LanguageWorker(library: URL(fileURLWithPath: library), weights: URL(fileURLWithPath: weights))
    while let line = readLine() { Console.line(worker.answer(line)) }
  }
}
