import Capture
import Encoding
import Foundation
import GLib
import Journal
import Pipeline
import Tuning
import Vocabulary

/// `tune`: a few-shot head and its calibration from labelled pictures or verdicts; and what is done with heads.
struct TuneCommand: Command {
  let name = "tune"
  let summary = "learns a head for conditions from labelled pictures or from verdicts, and puts it in force or rolls it back"
  let usage = """
    --name NAME (--images DIR --labels CSV --file-column C --label-column C | --verdicts | --scin DIR)
    tune list | show NAME | activate NAME | rollback NAME | remove NAME --version N
    """
  let options: [OptionSpecification] = [
    .model, .device, .precision, .pack, .data, .json,
    .init("name", .text(placeholder: "NAME"), "what the head is called; each fit is its next version"),
    .init("images", .text(placeholder: "DIR"), "where the pictures are"),
    .init("labels", .text(placeholder: "CSV"), "a table with a header, one row a picture"),
    .init("file-column", .text(placeholder: "C"), "the column that names the file"),
    .init("label-column", .text(placeholder: "C"), "the column that names the truth"),
    .init("map", .list(placeholder: "LABEL=CONDITION"), "which condition a label means; labels that are condition ids need none"),
    .init("group-column", .text(placeholder: "C"), "pictures of one group (a patient) stay together in cross-validation"),
    .init("stratum-column", .list(placeholder: "C"), "figures also by the values of this column"),
    .init("where", .list(placeholder: "C=VALUE"), "only rows whose column C has that value"),
    .init("verdicts", .flag, "learns from what readers said of this data folder's alerts"),
    .init("scin", .text(placeholder: "DIR"), "learns from a SCIN download: scin_cases.csv, scin_labels.csv, images/"),
    .init("version", .text(placeholder: "N"), "show, activate, remove: which version (default: the newest)"),
    .init("by", .text(placeholder: "NAME"), "who does it, for the record (default: the user's name)"),
    .init("dry-run", .flag, "learns and reports, and stores nothing"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    let arguments = Array(options.arguments.dropFirst())
    do {
      switch (options.arguments.first, arguments.count) {
      case (nil, _): try await learn(options)
      case ("list", 0): try await HeadListing(options).list()
      case ("show", 1): try await HeadListing(options).show(arguments[0])
      case ("activate", 1): try await activate(arguments[0], options)
      case ("rollback", 1): try await rollBack(arguments[0], options)
      case ("remove", 1): try remove(arguments[0], options)
      default: throw CommandFailure.usage("tune: say \(usage)")
      }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  // MARK: Learning

  private func learn(_ options: ParsedOptions) async throws {
    guard let name = options.text("name") else { throw CommandFailure.usage("tune: --name is missing: what the head is called") }
    guard HeadStore.isName(name) else { throw CommandFailure.usage("tune: \(TuningError.name(name))") }
    let lessons = LessonSource(options)
    try lessons.check()
    let teacher = try await Self.teacher(options)
    let lesson = try await lessons.lesson(teacher)
    for file in lesson.unreadable { Console.error("left out: \(file) cannot be read as a picture") }
    for (reason, count) in lesson.unused.sorted(by: { $0.key < $1.key }) { Console.error("left out: \(count), \(reason)") }
    guard !lesson.examples.isEmpty else { throw CommandFailure.failed(lessons.nothing) }
    let outcome = try teacher.fit(lesson) { Console.progress("learning: step \($0) of \($1)") }
    Console.progress("")
    if options.has("dry-run") {
      if options.has("json") { Console.record(outcome.figures) } else { Console.line(HeadText(outcome.figures).text) }
      return
    }
    let store = Self.store(options)
    let head = try teacher.keep(outcome, of: lesson, as: name, in: store, by: Self.person(options))
    if options.has("json") { return Console.record(HeadRecord(head, isInForce: false, misfit: nil)) }
    Console.line(HeadText(head).text)
    Console.error(
      "stored as version \(head.content.version), not in force: `tune activate \(name)`, or the page /teaching, puts it there")
  }

  // MARK: Putting in force

  private func activate(_ name: String, _ options: ParsedOptions) async throws {
    let store = Self.store(options)
    let head = try store.head(name, try Self.version(options))
    let teacher = try await Self.teacher(options, pack: head.content.base.pack)
    try await Self.changing(options) { journal in
      try await teacher.shelf(store, journal: journal).activate(name, head.content.version, by: Self.person(options))
    }
    Console.line("head '\(name)' version \(head.content.version) is in force")
  }

  private func rollBack(_ name: String, _ options: ParsedOptions) async throws {
    let store = Self.store(options)
    let teacher = try await Self.teacher(options)
    let now = try await Self.changing(options) { journal in
      try await teacher.shelf(store, journal: journal).rollBack(name, by: Self.person(options))
    }
    Console.line(
      now.map { "head '\(name)' version \($0) is in force again" } ?? "head '\(name)' is out of force: the pack's wordings score")
  }

  private func remove(_ name: String, _ options: ParsedOptions) throws {
    guard let version = try Self.version(options) else { throw CommandFailure.usage("tune remove: say --version N") }
    try Self.store(options).remove(name, version)
    Console.line("head '\(name)' version \(version) is removed; alerts that it raised cannot be derived again")
  }

  /// A change of what is in force is audited in the journal, which a running server keeps to itself.
  private static func changing<Value>(_ options: ParsedOptions, _ body: (JournalStore) async throws -> Value) async throws
    -> Value
  {
    let folder = data(options)
    let journal: JournalStore
    do throws(JournalError) { journal = try await JournalStore.open(folder: folder) } catch {
      guard case .inUse = error else { throw error }
      throw CommandFailure.failed(
        "a server is running on \(folder): change it on its page /teaching, or by POST /api/v1/heads/NAME/VERSION/activation")
    }
    do {
      let value = try await body(journal)
      await journal.close()
      return value
    } catch {
      await journal.close()
      throw error
    }
  }

  // MARK: Options

  static func data(_ options: ParsedOptions) -> String { options.text("data") ?? "./data" }
  static func store(_ options: ParsedOptions) -> HeadStore { HeadStore(data: data(options)) }
  private static func person(_ options: ParsedOptions) -> String { options.text("by") ?? KnowledgeOpening.user }

  static func version(_ options: ParsedOptions) throws(CommandFailure) -> Int? {
    guard let text = options.text("version") else { return nil }
    guard let number = Int(text), number > 0 else { throw .usage("--version \(text): give a number from 1 on") }
    return number
  }

  static func teacher(_ options: ParsedOptions, pack: String? = nil) async throws -> Teacher {
    let resources = Resources.find()
    let pack = try PackLibrary(resources: resources).load(options.text("pack") ?? pack ?? "dermatology")
    let model = try await ModelLibrary(resources: resources, caches: nil, device: try options.device() ?? .auto).load(
      options.text("model") ?? "skinlite", precision: try options.precision())
    return try await Teacher(model: model, pack: pack)
  }
}
