import Vocabulary

/// The journal as CSV (RFC 4180).
enum JournalTable {
  static let head = "sequence,kind,at,session,alert,data,previous_hash,hash,research_use_only\r\n"

  static func row(_ entry: JournalEntry) -> String {
    let fields = [
      "\(entry.sequence)", entry.kind.rawValue, entry.at, entry.session?.text ?? "", entry.alert?.text ?? "",
      String(decoding: JSON.bytes(entry.data), as: UTF8.self), entry.previousHash, entry.hash, "true",
    ]
    return fields.map(quoted).joined(separator: ",") + "\r\n"
  }

  /// Quoted where needed. A field that a spreadsheet would run as a formula gets an apostrophe in front.
  static func quoted(_ field: String) -> String {
    let isFormula = field.first.map { "=+-@\t\r".contains($0) } ?? false
    let safe = isFormula ? "'" + field : field
    guard safe.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
