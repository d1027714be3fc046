internal import Cryptography
import Foundation
import Vocabulary
internal import YAML

/// Reads `Knowledge/notes`: `sources.yaml`, and a file a condition.
struct NoteReader {
  private let sources: [String: KnowledgeSource]
  private let folder: URL

  init(folder: URL) throws(KnowledgeError) {
    self.folder = folder
    let file = folder.appending(path: "sources.yaml")
    sources = try KnowledgeError.content("sources.yaml") {
      var found: [String: KnowledgeSource] = [:]
      for node in try YAMLDocument.read(file: file.path).sequence() {
        let fields = try node.mapping(allowing: ["key", "title", "organisation", "year", "url"])
        let source = KnowledgeSource(
          title: try fields.required("title").text(), organisation: try fields.required("organisation").text(),
          year: try fields.required("year").integer(in: 1900...2100), url: try fields["url"]?.text())
        guard found.updateValue(source, forKey: try fields.required("key").text()) == nil else {
          throw node.failure(allowed: "a key that no other source has")
        }
      }
      return found
    }
  }

  /// All notes, in the order of their files' names.
  func notes() throws(KnowledgeError) -> [ClinicalNote] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var notes: [ClinicalNote] = []
    for name in names.filter({ $0.hasSuffix(".yaml") && $0 != "sources.yaml" }).sorted() { notes.append(try note(name)) }
    return notes
  }

  /// Keys of sources that no note cites would be a reader's wasted time; a test asks for none.
  var keys: Set<String> { Set(sources.keys) }

  func note(_ name: String) throws(KnowledgeError) -> ClinicalNote {
    try KnowledgeError.content(name) {
      let bytes = try YAMLDocument.bytes(ofFile: folder.appending(path: name).path)
      let root = try YAMLDocument.parse(bytes, name: name).mapping(allowing: ["condition", "title", "synonyms", "statements"])
      let condition = try root.required("condition")
      guard let id = ConditionIdentifier(try condition.text()), name == id.text + ".yaml" else {
        throw condition.failure(allowed: "the file's name without .yaml")
      }
      return ClinicalNote(
        condition: id, title: try root.required("title").text(), synonyms: try root["synonyms"]?.texts() ?? [],
        statements: try root.required("statements").sequence().map(statement),
        contentHash: SHA256.digest(of: bytes).hexadecimal)
    }
  }

  private func statement(_ node: YAMLNode) throws -> ClinicalNote.Statement {
    let fields = try node.mapping(allowing: ["section", "about", "text", "sources"])
    let named = try fields.required("section")
    guard let section = KnowledgeSection(rawValue: try named.text()) else {
      throw named.failure(allowed: KnowledgeSection.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let about = try fields["about"]?.text()
    guard (about != nil) == (section == .lookAlike) else {
      throw node.failure(allowed: "`about` for a look-alike, and only there")
    }
    let cited = try fields.required("sources")
    let keys = try cited.texts()
    guard !keys.isEmpty, keys.allSatisfy({ sources[$0] != nil }) else { throw cited.failure(allowed: "keys of sources.yaml") }
    return ClinicalNote.Statement(
      section: section, about: about, text: try fields.required("text").text(), sources: keys.compactMap { sources[$0] })
  }
}
