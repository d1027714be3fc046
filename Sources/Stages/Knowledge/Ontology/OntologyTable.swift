import Foundation
import Vocabulary

/// Reads the tables of facts in `Knowledge/ontology`, which `Tools/knowledge/ontology.py` writes.
enum OntologyTable {
  private static let columns = ["code", "name", "parents", "synonyms", "icd-10-cm"]

  /// The terms of both ontologies.
  static func terms(in folder: URL) throws(KnowledgeError) -> [OntologyTerm] {
    try read(folder.appending(path: "disease-ontology.tsv"), system: OntologySystem.diseaseOntology)
      + read(folder.appending(path: "icd-10-cm.tsv"), system: OntologySystem.icd10CM)
  }

  static func read(_ file: URL, system: String) throws(KnowledgeError) -> [OntologyTerm] {
    let name = file.lastPathComponent
    let text = try KnowledgeError.content(name) { try String(contentsOf: file, encoding: .utf8) }
    let lines = text.split(separator: "\n")
    guard lines.first?.split(separator: "\t").map(String.init) == columns else {
      throw .content(file: name, reason: "the first line must name \(columns.joined(separator: ", "))")
    }
    var terms: [OntologyTerm] = []
    for (index, line) in lines.dropFirst().enumerated() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == columns.count, !cells[0].isEmpty, !cells[1].isEmpty else {
        throw .content(file: name, reason: "line \(index + 2) needs \(columns.count) cells, the first two filled")
      }
      func list(_ cell: Int) -> [String] { cells[cell].split(separator: ";").map { String($0).trimmed } }
      terms.append(
        OntologyTerm(
          system: system, code: cells[0], name: cells[1], synonyms: list(3), parents: list(2), crossReferences: list(4)))
    }
    return terms
  }
}
