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
    let (file, label) = (try need("file-column"), try need("label-column"))
    let table = try Table(path: try need("labels"))
    let columns = try Columns(options, table, file: file, label: label)
    let map = try Self.conditions(options.list("map"), pack)
    strata = columns.strata.map(\.name)
    items = table.rows.filter(columns.fits).map { columns.item(of: $0, in: images, map) }
    guard !items.isEmpty else { throw .failed("\(table.path) has no row that fits the options") }
    guard items.contains(where: { $0.condition != nil }) else {
      throw .failed("no label of column '\(label)' means a condition of the pack; give --map LABEL=condition")
    }
  }

  /// The file, header apart.
  private struct Table {
    let path: String
    let header: [String]
    let rows: [[String]]

    init(path: String) throws(CommandFailure) {
      guard FileManager.default.fileExists(atPath: path) else { throw .failed("\(path) is not there; --labels names the table") }
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw .failed("\(path) cannot be read as UTF-8 text")
      }
      let found = CommaSeparatedText.rows(text)
      guard let first = found.first else { throw .failed("\(path) is empty") }
      (self.path, header, rows) = (path, first, Array(found.dropFirst()))
    }

    func column(_ name: String) throws(CommandFailure) -> Int {
      guard let index = header.firstIndex(of: name) else {
        throw .failed("\(path) has no column '\(name)'; it has \(header.joined(separator: ", "))")
      }
      return index
    }
  }

  /// What the options say of the columns.
  private struct Columns {
    let count: Int
    let file: Int
    let label: Int
    var group: Int?
    var set: Int?
    var strata: [(name: String, index: Int)] = []
    var wanted: [(index: Int, value: String)] = []

    init(_ options: ParsedOptions, _ table: Table, file: String, label: String) throws(CommandFailure) {
      count = table.header.count
      (self.file, self.label) = (try table.column(file), try table.column(label))
      if let name = options.text("group-column") { group = try table.column(name) }
      if let name = options.text("set-column") { set = try table.column(name) }
      for name in options.list("stratum-column") { strata.append((name, try table.column(name))) }
      for (name, value) in try LabelTable.pairs(options.list("where"), option: "where") {
        wanted.append((try table.column(name), value))
      }
    }

    func fits(_ row: [String]) -> Bool { row.count == count && wanted.allSatisfy { row[$0.index] == $0.value } }

    func item(of row: [String], in images: URL, _ map: [String: ConditionIdentifier]) -> EvaluationItem {
      EvaluationItem(
        file: images.appending(path: row[file]).path, name: row[file], condition: map[row[label]],
        group: group.map { row[$0] } ?? row[file],
        strata: Dictionary(
          strata.map { ($0.name, row[$0.index].isEmpty ? "not stated" : row[$0.index]) }, uniquingKeysWith: { first, _ in first }),
        set: set.map { row[$0] })
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
