/// One value of a row of comma-separated values.
public enum CSVCell {
  /// Quoted where RFC 4180 asks for it. A text that a spreadsheet would run as a formula gets an apostrophe in front.
  ///
  /// - Parameter text: any.
  /// - Returns: what may stand between two commas.
  /// - Source: RFC 4180 section 2; OWASP, "CSV Injection".
  public static func text(_ text: String) -> String { CSVRow.cell(text) }
}
