import Foundation
import GLib
import Pipeline
import Vocabulary

/// The labelled pictures that the options of `evaluate` or `tune` describe.
struct LabelTable {
  let items: [EvaluationItem]
  /// The columns that strata are taken from, in the order in which they were named.
  let strata: [String]

  init(_ options: ParsedOptions, pack: Pack, command: String = "evaluate") throws(CommandFailure) {
    func need(_ name: String) throws(CommandFailure) -> String {
      guard let value = options.text(name) else { throw .usage("\(command): --\(name) is missing") }
      return value
    }
    let images = URL(fileURLWithPath: try need("images")).standardizedFileURL
    let path = try need("labels")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw .failed("\(path) cannot be read as UTF-8 text")
    }
    var rows = CommaSeparatedText.rows(text)
    guard let header = rows.first else { throw .failed("\(path) is empty") }
    rows.removeFirst()
    func column(_ name: String) throws(CommandFailure) -> Int {
      guard let index = header.firstIndex(of: name) else {
        throw .failed("\(path) has no column '\(name)'; it has \(header.joined(separator: ", "))")
      }
      return index
    }
    let fileColumn = try column(try need("file-column"))
    let labelColumn = try column(try need("label-column"))
    var groupColumn: Int?, setColumn: Int?, stratumColumns: [(name: String, index: Int)] = []
    if let name = options.text("group-column") { groupColumn = try column(name) }
    if let name = options.text("set-column") { setColumn = try column(name) }
    for name in options.list("stratum-column") { stratumColumns.append((name, try column(name))) }
    strata = stratumColumns.map(\.name)
    var wanted: [(Int, String)] = []
    for (name, value) in try Self.pairs(options.list("where"), option: "where") { wanted.append((try column(name), value)) }
    let map = try Self.conditions(options.list("map"), pack)
    items = rows.filter { row in row.count == header.count && wanted.allSatisfy { row[$0.0] == $0.1 } }.map { row in
      EvaluationItem(
        file: images.appending(path: row[fileColumn]).path, name: row[fileColumn], condition: map[row[labelColumn]],
        group: groupColumn.map { row[$0] } ?? row[fileColumn],
        strata: Dictionary(
          stratumColumns.map { ($0.name, row[$0.index].isEmpty ? "not stated" : row[$0.index]) },
          uniquingKeysWith: { first, _ in first }), set: setColumn.map { row[$0] })
    }
    guard !items.isEmpty else { throw .failed("\(path) has no row that fits the options") }
    guard items.contains(where: { $0.condition != nil }) else {
      throw .failed("no label of column '\(header[labelColumn])' means a condition of the pack; give --map LABEL=condition")
    }
  }

  static func pairs(_ texts: [String], option: String) throws(CommandFailure) -> [(String, String)] {
    var found: [(String, String)] = []
    for text in texts {
      guard let equals = text.firstIndex(of: "=") else { throw .usage("--\(option) \(text): give NAME=VALUE") }
      found.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
    }
    return found
  }

  static func conditions(_ maps: [String], _ pack: Pack) throws(CommandFailure) -> [String: ConditionIdentifier] {
    var map = Dictionary(uniqueKeysWithValues: pack.conditions.map { ($0.id.text, $0.id) })
    for (label, name) in try pairs(maps, option: "map") {
      guard let condition = pack.conditions.first(where: { $0.id.text == name }) else {
        throw .usage("--map \(label)=\(name): the pack has no condition '\(name)'")
      }
      map[label] = condition.id
    }
    return map
  }
}
