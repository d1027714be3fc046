internal import SQLite
import Vocabulary

extension KnowledgeFile {
  /// A document's row.
  struct DocumentRow {
    let id: String
    let kind: KnowledgeKind
    let name: String
    let title: String
    let licence: String
    let version: Int
    let contentHash: String
    let textHash: String
    let addedAt: String
  }

  /// A passage's row.
  struct PassageRow: Sendable {
    let id: String
    let document: String
    let draft: PassageDraft
  }

  func documents() throws -> [DocumentRow] {
    try database.rows("SELECT * FROM documents ORDER BY kind, name") { row in
      DocumentRow(
        id: row.text(0), kind: KnowledgeKind(rawValue: row.text(1)) ?? .imported, name: row.text(2), title: row.text(3),
        licence: row.text(4), version: Int(row.integer(5)), contentHash: row.text(6), textHash: row.text(7), addedAt: row.text(8))
    }
  }

  func passages() throws -> [PassageRow] {
    var sources: [String: [KnowledgeSource]] = [:]
    let found = try database.rows(
      "SELECT passage, title, organisation, year, url FROM passage_sources ORDER BY passage, position"
    ) {
      row in
      (
        row.text(0),
        KnowledgeSource(
          title: row.text(1), organisation: row.text(2), year: row.optionalInteger(3).map { Int($0) }, url: row.optionalText(4))
      )
    }
    for (passage, source) in found { sources[passage, default: []].append(source) }
    return try database.rows(
      """
      SELECT passages.id, document, condition, section, about, locator, text FROM passages
      JOIN documents ON documents.id = document ORDER BY documents.kind, documents.name, position
      """
    ) { row in
      PassageRow(
        id: row.text(0), document: row.text(1),
        draft: PassageDraft(
          condition: row.optionalText(2).flatMap { ConditionIdentifier($0) },
          section: row.optionalText(3).flatMap { KnowledgeSection(rawValue: $0) }, about: row.optionalText(4),
          locator: row.text(5),
          text: row.text(6), sources: sources[row.text(0)] ?? []))
    }
  }

  /// Vectors of one embedder, by passage; one of another width is left out.
  func vectors(of embedder: Fingerprint, width: Int) throws -> [String: [Float]] {
    let rows = try database.rows(
      "SELECT passage, vector FROM vectors WHERE embedder = ?1 UNION ALL SELECT passage, vector FROM correction_vectors WHERE embedder = ?1",
      [.text(embedder.text)]
    ) { row in
      (row.text(0), row.blob(1))
    }
    let whole = rows.filter { $0.1.count == width * 4 }.map { ($0.0, Self.floats($0.1)) }
    return Dictionary(whole) { first, _ in first }
  }

  private static func floats(_ bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: bytes.count, by: 4).map { place in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) })
    }
  }
}
