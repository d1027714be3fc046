import Foundation

/// What a bench found: a table for a person, or one JSON object a line.
struct BenchTable: Sendable {
  struct Row: Sendable {
    let cells: [String]
    let record: any Encodable & Sendable
  }

  let title: String
  let columns: [String]
  private(set) var rows: [Row] = []
  private(set) var closing: [(text: String, record: any Encodable & Sendable)] = []
  /// Further tables of the same bench, shown below.
  private var further: [BenchTable] = []
  /// Taken before anything else ran: the load of the machine without the bench.
  private let machine: Machine

  init(_ title: String, columns: [String], on machine: Machine) {
    self.title = title
    self.columns = columns
    self.machine = machine
  }

  mutating func add(_ cells: [String], _ record: any Encodable & Sendable) { rows.append(Row(cells: cells, record: record)) }

  /// A line after the table.
  mutating func close(_ text: String, _ record: any Encodable & Sendable) { closing.append((text, record)) }

  /// Shows another table below this one.
  mutating func append(_ table: BenchTable) { further.append(table) }

  /// Rows go to standard output; with `isJSON` the heading goes to standard error, so that every line is an object.
  func show(isJSON: Bool) {
    showOwn(isJSON: isJSON)
    for table in further {
      if !isJSON { Console.line("") }
      table.show(isJSON: isJSON)
    }
  }

  private func showOwn(isJSON: Bool) {
    let heading = "\(title)\nmachine: \(machine)"
    guard !isJSON else {
      Console.error(heading)
      for row in rows { Console.record(row.record) }
      for line in closing { Console.record(line.record) }
      return
    }
    Console.line(heading)
    for line in text { Console.line(line) }
    for line in closing { Console.line(line.text) }
  }

  /// The first column stands to the left, the others, numbers, to the right.
  private var text: [String] {
    let all = [columns] + rows.map(\.cells)
    let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { cells in
      zip(cells, widths).enumerated().map { index, pair in
        let space = String(repeating: " ", count: pair.1 - pair.0.count)
        return index == 0 ? pair.0 + space : space + pair.0
      }.joined(separator: "  ")
    }
  }
}

extension Double {
  /// Two decimals, always.
  var formatted2: String {
    formatted(.number.precision(.fractionLength(2)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
  }

  /// As it stands in JSON: what a clock does not resolve is left out.
  var rounded3: Double { (self * 1000).rounded() / 1000 }
}
