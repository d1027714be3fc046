import Capture
import Foundation
import GLib
import Journal
import Pipeline
import Tuning
import Vocabulary

/// What `tune` was told to learn from.
struct LessonSource {
  private let options: ParsedOptions

  init(_ options: ParsedOptions) { self.options = options }

  /// Exactly one of the three.
  func check() throws(CommandFailure) {
    let named = [
      options.text("images") != nil || options.text("labels") != nil, options.has("verdicts"), options.text("scin") != nil,
    ]
    guard named.count(where: \.self) == 1 else {
      throw .usage("tune: say what to learn from: --images with --labels, or --verdicts, or --scin DIR; one of them")
    }
  }

  /// What to say where nothing came of it.
  var nothing: String {
    if options.has("verdicts") {
      return "there is no verdict to learn from in \(TuneCommand.data(options)): readers give them on the page /review"
    }
    return "none of the pictures could be read; check the folder and the column that names files"
  }

  func lesson(_ teacher: Teacher) async throws -> Lesson {
    if options.has("verdicts") {
      return try teacher.lesson(
        of: try JournalVerifier(folder: TuneCommand.data(options)).entries(of: Teacher.verdictKinds))
    }
    return try await options.text("scin") != nil ? scin(teacher) : pictures(teacher)
  }

  private func pictures(_ teacher: Teacher) async throws -> Lesson {
    let table = try LabelTable(options, pack: teacher.pack, command: "tune")
    let pictures = table.items.map {
      LessonPicture(
        file: $0.file, name: $0.name, labels: $0.condition.map { [$0: 1] } ?? [:], group: $0.group, strata: $0.strata)
    }
    return try await lesson(
      pictures, .pictures, "the \(pictures.count) labelled pictures that were given; another prevalence needs another intercept",
      teacher)
  }

  private func scin(_ teacher: Teacher) async throws -> Lesson {
    let folder = URL(fileURLWithPath: options.text("scin") ?? "").standardizedFileURL
    let all = try LabelTable.conditions(options.list("map"), teacher.pack)
    let given = Set(try LabelTable.pairs(options.list("map"), option: "map").map(\.0))
    let table = try ScinTable(folder: folder, pack: teacher.pack, map: all.filter { given.contains($0.key) }) {
      CommaSeparatedText.rows($0)
    }
    let others = table.unmapped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !others.isEmpty {
      let shown = others.prefix(12).map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
      Console.error("\(others.count) labels mean no condition of the pack (give --map LABEL=condition): \(shown)")
    }
    if table.unlabelled > 0 { Console.error("\(table.unlabelled) cases have no label and are left out") }
    let pictures = table.pictures.map {
      LessonPicture(file: $0.file.path, name: $0.name, labels: $0.labels, group: $0.caseName, strata: $0.strata)
    }
    return try await lesson(
      pictures, .scin,
      "cases of SCIN: contributions of internet users in the United States, labelled by dermatologists from pictures",
      teacher)
  }

  private func lesson(
    _ pictures: [LessonPicture], _ source: HeadContent.Source, _ population: String, _ teacher: Teacher
  ) async throws -> Lesson {
    let cache = URL(fileURLWithPath: TuneCommand.data(options)).appending(path: "tuning/vectors.ndjson")
    let lesson = try await teacher.lesson(
      of: pictures, source: source, population: population, policy: .commandLine, cache: cache
    ) { Console.progress("\($0) of \(pictures.count) pictures") }
    Console.progress("")
    return lesson
  }
}
