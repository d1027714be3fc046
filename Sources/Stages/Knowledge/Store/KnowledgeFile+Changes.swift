import Foundation
internal import SQLite
import Vocabulary

/// Everything that is done to a store is noted in the same transaction; the journal takes it over from here.
extension KnowledgeFile {
  func note(
    _ kind: KnowledgeChange.Kind, _ subject: String, at: String, who: String, _ details: [String: JSONValue]
  ) throws {
    try database.run(
      "INSERT INTO changes (at, kind, subject, who, details) VALUES (?, ?, ?, ?, ?)",
      [.text(at), .text(kind.rawValue), .text(subject), .text(who), .text(try Self.json(JSONValue.object(details)))])
  }

  /// Changes that the journal does not have, oldest first.
  func unjournalledChanges(limit: Int) throws -> [KnowledgeChange] {
    try database.rows(
      "SELECT sequence, at, kind, subject, who, details FROM changes WHERE journalled = 0 ORDER BY sequence LIMIT ?",
      [.integer(Int64(limit))]
    ) { row in
      KnowledgeChange(
        sequence: row.integer(0), at: row.text(1), kind: KnowledgeChange.Kind(rawValue: row.text(2)) ?? .replaced,
        subject: row.text(3), by: row.text(4), details: Self.value(row.text(5)) ?? .object([:]))
    }
  }

  func markJournalled(through sequence: Int64) throws {
    try database.run("UPDATE changes SET journalled = 1 WHERE journalled = 0 AND sequence <= ?", [.integer(sequence)])
  }

  /// A value as text, its members in order.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ text: String) -> Value? { try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) }
}
