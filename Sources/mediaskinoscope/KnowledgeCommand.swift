import Encoding
import Foundation
import GLib
import Knowledge
import Pipeline
import Vocabulary

/// `knowledge …`: builds, fills, searches and signs what explanations rest on.
struct KnowledgeCommand: Command {
  let name = "knowledge"
  let summary = "builds, lists, searches, signs and extends what explanations rest on"
  let usage = """
    build | list | show ID | search WORDS | code CODE | import FILE… --licence L | remove ID | sign ID --by NAME | revoke ID --by NAME |
    correct ID --text TEXT --reason TEXT --by NAME | history ID | review
    """
  let options: [OptionSpecification] = [
    .json, .data,
    .init("title", .text(placeholder: "TEXT"), "import: the document's title (default: the file's name)"),
    .init("licence", .text(placeholder: "TEXT"), "import: what the document may be used for"),
    .init("organisation", .text(placeholder: "TEXT"), "import: who published it"),
    .init("year", .text(placeholder: "YEAR"), "import: when"),
    .init("url", .text(placeholder: "URL"), "import: where it can be found"),
    .init("condition", .text(placeholder: "ID"), "import, search, list: the condition that it is about"),
    .init("pack", .text(placeholder: "NAME"), "search: only conditions of this pack"),
    .init("kind", .text(placeholder: "KIND"), "search, list: note, ontology or imported"),
    .init("limit", .text(placeholder: "N"), "search: how many at most (default 10)"),
    .init("by", .text(placeholder: "NAME"), "sign, revoke, correct: the clinician who stands for the passage"),
    .init("text", .text(placeholder: "TEXT"), "correct: the statement's new wording"),
    .init("reason", .text(placeholder: "TEXT"), "correct: why it is changed"),
    .init("comment", .text(placeholder: "TEXT"), "sign: what the clinician adds"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    let arguments = Array(options.arguments.dropFirst())
    do {
      switch (options.arguments.first, arguments.count) {
      case ("build", 0): try await build(options)
      case ("list", 0): try await list(options)
      case ("show", 1): try await show(arguments[0], options)
      case ("search", 1...): try await search(arguments.joined(separator: " "), options)
      case ("code", 1): try await code(arguments[0], options)
      case ("import", 1...): try await KnowledgeImport(options).run(arguments)
      case ("remove", 1): try await remove(arguments[0], options)
      case ("correct", 1): try await correct(arguments[0], options)
      case ("history", 1): try await history(arguments[0], options)
      case ("review", 0): try await review(options)
      case ("sign", 1), ("revoke", 1): try await sign(arguments[0], options)
      default: throw CommandFailure.usage("knowledge: say \(usage)")
      }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  private func build(_ options: ParsedOptions) async throws {
    let resources = Resources.find()
    let embedder = SentenceVectors(try await ModelLibrary(resources: resources, caches: nil).catalog.loadSentences())
    try FileManager.default.createDirectory(
      at: resources.knowledgeStore.deletingLastPathComponent(), withIntermediateDirectories: true)
    let content = try KnowledgeContent(folder: resources.knowledge, packs: try KnowledgeOpening.packs())
    let outcome = try await KnowledgeBuilder(embedder: embedder, time: SystemTime()).build(content, to: resources.knowledgeStore)
    if options.has("json") {
      Console.record(outcome)
    } else {
      Console.line(
        "knowledge \(outcome.version.prefix(12)): \(outcome.documents) documents, \(outcome.passages) passages, "
          + "\(outcome.embedded) of them turned into vectors now")
    }
  }

  private func list(_ options: ParsedOptions) async throws {
    let library = try await KnowledgeOpening.library(options)
    let kind = try KnowledgeOpening.kind(options)
    for document in try await library.documents() where kind == nil || document.kind == kind {
      if options.has("json") { Console.record(document) } else { Console.line(document.line) }
    }
    guard !options.has("json") else { return }
    let summary = try await library.summary()
    Console.line(
      "knowledge \(summary.version.prefix(12)), built \(summary.builtAt): \(summary.passages) passages, "
        + "\(summary.signed) signed by a clinician, \(summary.ontologyTerms) terms of ontologies")
  }

  private func show(_ identifier: String, _ options: ParsedOptions) async throws {
    let library = try await KnowledgeOpening.library(options)
    let passages: [KnowledgePassage]
    if let document = try? await library.document(identifier) {
      passages = try await library.passages(of: document.id)
    } else {
      passages = [try await library.passage(identifier)]
    }
    for passage in passages { show(passage, options) }
  }

  private func show(_ passage: KnowledgePassage, _ options: ParsedOptions) {
    if options.has("json") { Console.record(passage) } else { Console.line(passage.lines) }
  }

  private func search(_ text: String, _ options: ParsedOptions) async throws {
    var query = KnowledgeQuery(text, kind: try KnowledgeOpening.kind(options))
    query.condition = try KnowledgeOpening.condition(options)
    query.pack = options.text("pack")
    if let text = options.text("limit") {
      guard let number = Int(text), (1...1000).contains(number) else {
        throw CommandFailure.usage("--limit \(text): give a number from 1 to 1000")
      }
      query.limit = number
    }
    for hit in try await KnowledgeOpening.library(options).search(query) {
      if options.has("json") { Console.record(hit) } else { show(hit.passage, options) }
    }
  }

  private func code(_ text: String, _ options: ParsedOptions) async throws {
    guard let answer = try await KnowledgeOpening.library(options).resolve(text) else {
      throw CommandFailure.failed("\(text) is in neither table; they hold the Disease Ontology and ICD-10-CM for skin only")
    }
    if options.has("json") { Console.record(answer) } else { Console.line(answer.lines) }
  }

  private func remove(_ identifier: String, _ options: ParsedOptions) async throws {
    let document = try await KnowledgeOpening.library(options).remove(
      document: identifier, by: options.text("by") ?? KnowledgeOpening.user)
    if options.has("json") { Console.record(document) } else { Console.line("removed \(document.line)") }
  }

  private func sign(_ identifier: String, _ options: ParsedOptions) async throws {
    guard let name = options.text("by"), !name.isEmpty else {
      throw CommandFailure.usage("knowledge \(options.arguments[0]): say with --by who stands for the passage")
    }
    let library = try await KnowledgeOpening.library(options)
    let passage =
      options.arguments[0] == "sign"
      ? try await library.sign(passage: identifier, by: name, comment: options.text("comment"))
      : try await library.revoke(passage: identifier, by: name)
    show(passage, options)
  }
}
