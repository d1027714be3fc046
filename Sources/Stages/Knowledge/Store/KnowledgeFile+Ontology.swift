internal import SQLite
import Vocabulary

extension KnowledgeFile {
  /// Stores the ontologies' terms and the other names of conditions; into an empty file only.
  func store(terms: [OntologyTerm], synonyms: [ConditionIdentifier: [String]]) throws {
    try database.transaction {
      for term in terms {
        let key: [SQLValue] = [.text(term.system), .text(term.code)]
        try database.run("INSERT INTO terms VALUES (?, ?, ?)", key + [.text(term.name)])
        for parent in term.parents { try database.run("INSERT INTO term_parents VALUES (?, ?, ?)", key + [.text(parent)]) }
        for synonym in term.synonyms { try database.run("INSERT INTO term_synonyms VALUES (?, ?, ?)", key + [.text(synonym)]) }
        for code in term.crossReferences {
          try database.run("INSERT INTO term_references VALUES (?, ?, ?)", key + [.text(code)])
        }
      }
      for (condition, names) in synonyms.sorted(by: { $0.key < $1.key }) {
        for name in names { try database.run("INSERT INTO synonyms VALUES (?, ?)", [.text(condition.text), .text(name)]) }
      }
    }
  }

  func terms() throws -> [OntologyTerm] {
    let parents = try grouped("term_parents", "parent")
    let synonyms = try grouped("term_synonyms", "synonym")
    let references = try grouped("term_references", "icd_10_cm")
    return try database.rows("SELECT system, code, name FROM terms ORDER BY system, code") { row in
      let key = [row.text(0), row.text(1)]
      return OntologyTerm(
        system: key[0], code: key[1], name: row.text(2), synonyms: synonyms[key] ?? [], parents: parents[key] ?? [],
        crossReferences: references[key] ?? [])
    }
  }

  private func grouped(_ table: String, _ column: String) throws -> [[String]: [String]] {
    var found: [[String]: [String]] = [:]
    for row in try database.rows(
      "SELECT system, code, \(column) FROM \(table) ORDER BY rowid", [], { [$0.text(0), $0.text(1), $0.text(2)] })
    {
      found[[row[0], row[1]], default: []].append(row[2])
    }
    return found
  }

  /// Other names of conditions.
  func synonyms() throws -> [ConditionIdentifier: [String]] {
    var found: [ConditionIdentifier: [String]] = [:]
    for (condition, name) in try database.rows(
      "SELECT condition, name FROM synonyms ORDER BY rowid", [], { ($0.text(0), $0.text(1)) })
    {
      if let condition = ConditionIdentifier(condition) { found[condition, default: []].append(name) }
    }
    return found
  }
}
