internal import SQLite
import Vocabulary

extension KnowledgeFile {
  /// A signature's row.
  struct SignatureRow {
    let passage: String
    let signature: KnowledgeSignature
    /// Where what was signed stood, and its wording; `nil` for signatures of an older form of the file.
    let document: String?
    let section: KnowledgeSection?
    let text: String?
  }

  func sign(_ passage: KnowledgePassage, by who: String, at: String, comment: String?) throws {
    try database.transaction {
      try database.run(
        "INSERT INTO signatures (passage, signed_by, at, comment, document, section, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
          .text(passage.id), .text(who), .text(at), SQLValue(comment), .text(passage.document),
          SQLValue(passage.section?.rawValue), .text(passage.text),
        ])
      try note(
        .signed, passage.id, at: at, who: who, passage.journalled.merging(["comment": .init(comment)]) { first, _ in first })
    }
  }

  /// Takes every signature of a passage back; they stay in the file with the time of it.
  func revoke(_ passage: KnowledgePassage, at: String, who: String) throws {
    try database.transaction {
      try database.run(
        "UPDATE signatures SET revoked_at = ? WHERE passage = ? AND revoked_at IS NULL", [.text(at), .text(passage.id)])
      try note(.revoked, passage.id, at: at, who: who, passage.journalled)
    }
  }

  /// Signatures that stand, oldest first.
  func signatureRows() throws -> [SignatureRow] {
    try database.rows(
      """
      SELECT passage, signed_by, at, comment, document, section, text FROM signatures WHERE revoked_at IS NULL
      ORDER BY sequence
      """
    ) { row in
      SignatureRow(
        passage: row.text(0), signature: KnowledgeSignature(by: row.text(1), at: row.text(2), comment: row.optionalText(3)),
        document: row.optionalText(4), section: row.optionalText(5).flatMap { KnowledgeSection(rawValue: $0) },
        text: row.optionalText(6))
    }
  }
}

extension KnowledgePassage {
  /// What the journal says of a statement: where it stands and its very words.
  var journalled: [String: JSONValue] {
    [
      "document": .string(document), "condition": .init(condition?.text), "section": .init(section?.rawValue),
      "locator": .string(locator), "text": .string(text), "version": .integer(Int64(correction?.version ?? 1)),
    ]
  }
}

extension JSONValue {
  /// Text, or null.
  init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
}
