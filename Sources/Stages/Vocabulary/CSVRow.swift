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

  /// Quoted where RFC 4180 asks for it. A text that a spreadsheet would run as a formula gets an apostrophe in front.
  ///
  /// - Source: RFC 4180 section 2; OWASP, "CSV Injection".
  static func cell(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    let mustQuote = safe.utf8.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }
    return mustQuote ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
  }
}
