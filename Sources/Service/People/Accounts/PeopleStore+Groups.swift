import Configuration
import Foundation
import SQLite
import Vocabulary

extension PeopleStore {
  func groups() throws -> [PeopleGroup] {
    try database.rows("SELECT name, role, streams FROM grouping ORDER BY name") { row in
      PeopleGroup(
        name: row.text(0), role: Role(rawValue: row.text(1)) ?? .viewer,
        streams: row.optionalText(2).map { Set($0.split(separator: " ").compactMap { StreamIdentifier(String($0)) }) })
    }
  }

  func write(_ group: PeopleGroup) throws {
    try database.run(
      """
      INSERT INTO grouping(name, role, streams) VALUES (?1, ?2, ?3)
      ON CONFLICT(name) DO UPDATE SET role = ?2, streams = ?3
      """,
      [
        .text(group.name), .text(group.role.rawValue),
        SQLValue(group.streams.map { $0.map(\.text).sorted().joined(separator: " ") }),
      ])
  }

  func remove(group: String) throws { try database.run("DELETE FROM grouping WHERE name = ?", [.text(group)]) }
}
