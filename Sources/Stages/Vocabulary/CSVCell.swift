/// One cell of a table of comma-separated values.
public enum CSVCell {
  /// Quoted where RFC 4180 asks for it. A text that a spreadsheet would run as a formula gets an apostrophe in front.
  ///
  /// - Parameter text: what the cell says.
  /// - Returns: the cell as it stands in the file.
  /// - Source: RFC 4180 section 2; OWASP, "CSV Injection".
  public static func text(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    let mustQuote = safe.utf8.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }
    return mustQuote ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
  }
}
