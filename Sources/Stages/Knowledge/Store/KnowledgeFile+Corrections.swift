internal import SQLite
import Vocabulary

extension KnowledgeFile {
  /// Every wording that somebody gave, oldest first.
  func corrections() throws -> [CorrectionRow] {
    try database.rows(
      """
      SELECT passage, former, base, base_text, base_sources, document, section, version, text, sources, by, at, reason
      FROM corrections ORDER BY sequence
      """
    ) { row in
      CorrectionRow(
        passage: row.text(0), former: row.text(1), base: row.text(2), baseText: row.text(3),
        baseSources: Self.value(row.text(4)) ?? [], document: row.text(5),
        section: row.optionalText(6).flatMap { KnowledgeSection(rawValue: $0) }, text: row.text(8),
        sources: Self.value(row.text(9)) ?? [],
        correction: KnowledgeCorrection(
          version: Int(row.integer(7)), by: row.text(10), at: row.text(11), reason: row.text(12)))
    }
  }

  /// Stores a wording with its vector; it is in force from then on.
  func store(_ row: CorrectionRow, of passage: KnowledgePassage, vector: [Float], embedder: Fingerprint) throws {
    try database.transaction {
      try database.run(
        """
        INSERT INTO corrections (
          passage, former, base, base_text, base_sources, document, section, version, text, sources, by, at, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(row.passage), .text(row.former), .text(row.base), .text(row.baseText), .text(try Self.json(row.baseSources)),
          .text(row.document), SQLValue(row.section?.rawValue), .integer(Int64(row.correction.version)), .text(row.text),
          .text(try Self.json(row.sources)), .text(row.correction.by), .text(row.correction.at), .text(row.correction.reason),
        ])
      try storeCorrectionVector(vector, of: row.passage, embedder)
      let said: [String: JSONValue] = [
        "former": .string(row.former), "former_text": .string(passage.text), "text": .string(row.text),
        "version": .integer(Int64(row.correction.version)), "reason": .string(row.correction.reason),
        "sources": .array(row.sources.map { .string("\($0.organisation), \($0.title)") }),
      ]
      try note(
        .corrected, row.passage, at: row.correction.at, who: row.correction.by, passage.journalled.merging(said) { _, new in new }
      )
    }
  }

  func storeCorrectionVector(_ vector: [Float], of passage: String, _ embedder: Fingerprint) throws {
    try database.run(
      "INSERT OR REPLACE INTO correction_vectors VALUES (?, ?, ?)",
      [.text(passage), .text(embedder.text), .blob(Self.bytes(vector))])
  }
}
