import GLib
import Pipeline
import Tuning
import Vocabulary

/// `tune list` and `tune show`.
struct HeadListing {
  private let options: ParsedOptions

  init(_ options: ParsedOptions) { self.options = options }

  func list() async throws {
    let store = TuneCommand.store(options)
    let versions = store.versions()
    guard !versions.isEmpty else { return Console.error("no head in \(TuneCommand.data(options)): `tune` makes one") }
    let (active, teacher) = (try store.active().versions, try await TuneCommand.teacher(options))
    for item in versions {
      switch item.head {
      case .success(let head):
        let row = HeadRecord(
          head, isInForce: active[item.name] == item.version, misfit: teacher.misfit(head))
        if options.has("json") { Console.record(row) } else { Console.line(row.line) }
      case .failure(let fault): Console.error("\(item.name) \(item.version): \(fault)")
      }
    }
  }

  func show(_ name: String) async throws {
    let store = TuneCommand.store(options)
    let head = try store.head(name, try TuneCommand.version(options))
    guard options.has("json") else { return Console.line(HeadText(head).text) }
    let active = try store.active().versions[name] == head.content.version
    Console.record(HeadRecord(head, isInForce: active, misfit: try await TuneCommand.teacher(options).misfit(head)))
  }
}

extension HeadRecord {
  /// For a person.
  var line: String {
    "\(name) \(version)\(inForce ? ", in force" : ""): \(conditions.joined(separator: ", ")); from \(source), "
      + "\(figures.examples) examples, \(madeAt) by \(by), \(model), pack \(pack)"
      + (misfit.map { "\n  does not fit here: \($0)" } ?? "")
  }
}
