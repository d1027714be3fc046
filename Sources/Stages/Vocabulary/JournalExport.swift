/// How journal entries are written for other programs: one line an entry, each saying that it is for research use only.
public enum JournalExport: String, Sendable, Hashable, CaseIterable {
  /// One JSON object a line.
  case ndjson
  /// Comma-separated values with a heading, lines ending in CR LF.
  ///
  /// - Source: RFC 4180.
  case csv

  /// For HTTP.
  public var contentType: String {
    switch self {
    case .ndjson: "application/x-ndjson"
    case .csv: "text/csv; charset=utf-8; header=present"
    }
  }

  /// What stands before the first entry.
  public var heading: String {
    switch self {
    case .ndjson: ""
    case .csv: CSVRow.heading
    }
  }

  /// `entry` as a line, its end included.
  ///
  /// - Parameters:
  ///   - entry: what is written.
  ///   - includingVectors: for an administrator only.
  public func line(_ entry: JournalEntry, includingVectors: Bool) -> String {
    let data = includingVectors ? entry.data : entry.data.withoutVectors
    switch self {
    case .ndjson: return Self.object(entry, data).encodedText + "\n"
    case .csv: return CSVRow(entry, data).line
    }
  }

  private static func object(_ entry: JournalEntry, _ data: JSONValue) -> JSONValue {
    [
      "sequence": .integer(entry.sequence), "kind": .string(entry.kind.rawValue), "at": .string(entry.at),
      "session": entry.session.map { .string($0.text) } ?? .null, "alert": entry.alert.map { .string($0.text) } ?? .null,
      "data": data, "previous_hash": .string(entry.previousHash), "hash": .string(entry.hash), "research_use_only": true,
    ]
  }
}
