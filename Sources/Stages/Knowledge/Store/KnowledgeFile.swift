import Foundation
internal import SQLite
import Vocabulary

/// One SQLite file of knowledge.
///
/// - Threading: one thread at a time; every call may wait for the disk.
final class KnowledgeFile {
  let database: Database
  let path: String

  /// Opens the file; for writing it is made if it is not there.
  init(path: String, isWritable: Bool, isShared: Bool = true) throws {
    self.path = path
    if isWritable {
      try? FileManager.default.createDirectory(
        at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    }
    database = try Database(path: path, access: isWritable ? .readWrite : .readOnly)
    if isWritable {
      // Readers go on while a document is written, and another process may write: both need the log.
      if isShared { try database.run("PRAGMA journal_mode = WAL") }
      try database.execute("PRAGMA foreign_keys = ON")
      try database.execute("PRAGMA trusted_schema = OFF")
      try KnowledgeSchema.prepare(database, path: path)
    } else if try database.first("PRAGMA user_version", [], { $0.integer(0) }) != KnowledgeSchema.version {
      throw KnowledgeError.outdated(path: path)
    }
  }

  /// A number that changes when another connection has changed the file.
  func dataVersion() throws -> Int64 { try database.first("PRAGMA data_version") { $0.integer(0) } ?? 0 }

  func fact(_ key: String) throws -> String? {
    try database.first("SELECT value FROM facts WHERE key = ?", [.text(key)]) { $0.text(0) }
  }

  func setFact(_ key: String, _ value: String) throws {
    try database.run("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", [.text(key), .text(value)])
  }

  // MARK: Documents

  /// Stores a document with its passages and vectors, in place of an older form of it; all or nothing.
  func store(_ document: DocumentDraft, vectors: [[Float]], embedder: Fingerprint, at: String, who: String) throws {
    try database.transaction {
      let id = document.id
      let version = try database.first("SELECT version FROM documents WHERE id = ?", [.text(id)]) { $0.integer(0) } ?? 0
      try database.run("DELETE FROM documents WHERE id = ?", [.text(id)])
      try database.run(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          .text(id), .text(document.kind.rawValue), .text(document.name), .text(document.title), .text(document.licence),
          .integer(version + 1), .text(document.contentHash), .text(document.textHash), .text(at),
        ])
      for (position, row) in zip(document.identifiers, zip(document.passages, vectors)).enumerated() {
        try store(row.1.0, id: row.0, position: position, of: id, vector: row.1.1, embedder)
      }
      try note(
        version == 0 ? .added : .replaced, id, at: at, who: who,
        [
          "name": .string(document.name), "title": .string(document.title), "licence": .string(document.licence),
          "version": .integer(version + 1), "content_hash": .string(document.contentHash),
          "passages": .integer(Int64(document.passages.count)),
        ])
    }
  }

  private func store(
    _ passage: PassageDraft, id: String, position: Int, of document: String, vector: [Float], _ embedder: Fingerprint
  ) throws {
    try database.run(
      "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .text(id), .text(document), .integer(Int64(position)), SQLValue(passage.condition?.text),
        SQLValue(passage.section?.rawValue),
        SQLValue(passage.about), .text(passage.locator), .text(passage.text),
      ])
    for (place, source) in passage.sources.enumerated() {
      try database.run(
        "INSERT INTO passage_sources VALUES (?, ?, ?, ?, ?, ?)",
        [
          .text(id), .integer(Int64(place)), .text(source.title), .text(source.organisation),
          SQLValue(source.year.map(Int64.init)),
          SQLValue(source.url),
        ])
    }
    try storeVector(vector, of: id, embedder)
  }

  func storeVector(_ vector: [Float], of passage: String, _ embedder: Fingerprint) throws {
    try database.run(
      "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
      [
        .text(passage), .text(embedder.text), .blob(Self.bytes(vector)),
      ])
  }

  static func bytes(_ vector: [Float]) -> [UInt8] {
    vector.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) } }
  }

  func remove(document: KnowledgeDocument, at: String, who: String) throws {
    try database.transaction {
      try database.run("DELETE FROM documents WHERE id = ?", [.text(document.id)])
      try note(
        .removed, document.id, at: at, who: who,
        ["name": .string(document.name), "title": .string(document.title), "content_hash": .string(document.contentHash)])
    }
  }
}
