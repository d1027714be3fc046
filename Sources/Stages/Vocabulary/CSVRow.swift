/// One journal entry as a row of comma-separated values; what people sort by has a column of its own, everything is in `data`.
struct CSVRow {
  private static let columns = [
    "sequence", "kind", "at", "session", "alert", "stream", "condition", "tier", "probability", "by", "data", "previous_hash",
    "hash", "research_use_only",
  ]

  static var heading: String { columns.joined(separator: ",") + "\r\n" }

  let line: String

  init(_ entry: JournalEntry, _ data: JSONValue) {
    let texts = ["stream", "condition", "tier"].map { Self.cell(data[$0]?.text ?? "") }
    let cells =
      [
        String(entry.sequence), entry.kind.rawValue, entry.at, entry.session?.text ?? "", entry.alert?.text ?? "",
      ] + texts + [
        data["probability"]?.double.map { String($0) } ?? "", Self.cell(data["by"]?.text ?? ""), Self.cell(data.encodedText),
        entry.previousHash, entry.hash, "true",
      ]
    line = cells.joined(separator: ",") + "\r\n"
  }

  static func cell(_ text: String) -> String { CSVCell.text(text) }
}
