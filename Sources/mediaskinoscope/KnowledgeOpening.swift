import Encoding
import Foundation
import GLib
import Knowledge
import Pipeline
import Vocabulary

/// What the `knowledge` commands share.
enum KnowledgeOpening {
  /// Who did it, where nobody was named.
  static var user: String { ProcessInfo.processInfo.userName }

  /// Every pack that ships.
  static func packs() throws -> [Pack] {
    let library = PackLibrary(resources: .find())
    return try library.names.map(library.load)
  }

  /// The one text embedder.
  static func embedder() async throws -> SentenceVectors {
    SentenceVectors(try await ModelLibrary(resources: .find(), caches: nil).catalog.loadSentences())
  }

  /// The store that ships and the user's own.
  static func library(_ options: ParsedOptions) async throws -> KnowledgeLibrary {
    let resources = Resources.find()
    let embedder = SentenceVectors(try await ModelLibrary(resources: resources, caches: nil).catalog.loadSentences())
    return try await KnowledgeLibrary.open(
      base: resources.knowledgeStore, own: Resources.ownKnowledge(in: options.text("data") ?? "data"), packs: packs(),
      embedder: embedder, time: SystemTime())
  }

  static func condition(_ options: ParsedOptions) throws(CommandFailure) -> ConditionIdentifier? {
    guard let text = options.text("condition") else { return nil }
    guard let condition = ConditionIdentifier(text) else {
      throw .usage("--condition \(text): a condition's id is kebab-case, `basal-cell-carcinoma`")
    }
    return condition
  }

  static func kind(_ options: ParsedOptions) throws(CommandFailure) -> KnowledgeKind? {
    guard let text = options.text("kind") else { return nil }
    guard let kind = KnowledgeKind(rawValue: text) else {
      throw .usage("--kind \(text): say \(KnowledgeKind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return kind
  }
}

extension KnowledgeDocument {
  /// One line for a person.
  var line: String {
    "\(id.prefix(12)) \(kind.rawValue), version \(version): \(title) (\(name)), \(passages) passages, \(signed) signed; \(licence)"
  }
}

extension KnowledgePassage {
  /// For a person: the text, where it stands, what it rests on, who stands for it.
  var lines: String {
    let place = [title, section?.rawValue, about, locator].compactMap { $0 }.joined(separator: ", ")
    let works = sources.map { source in
      "    source: \(source.organisation), \(source.title)\(source.year.map { ", \($0)" } ?? "")"
    }
    let standing = signature.map { "    signed by \($0.by), \($0.at)\($0.comment.map { ": \($0)" } ?? "")" }
    return (["\(id.prefix(12)) \(place)", "    \(text)"] + works + [standing ?? "    unverified by a clinician"])
      .joined(separator: "\n")
  }
}

extension OntologyAnswer {
  /// For a person.
  var lines: String {
    func list(_ codes: [OntologyCode]) -> String { codes.map { "\($0.code) \($0.display)" }.joined(separator: "; ") }
    let found = conditions.map { "    \($0.relation.rawValue): \($0.condition) of pack \($0.pack)" }
    return
      (["\(term.code) \(term.name)"] + (term.synonyms.isEmpty ? [] : ["    also: \(term.synonyms.joined(separator: ", "))"])
      + (ancestors.isEmpty ? [] : ["    below: \(list(ancestors))"]) + (children.isEmpty ? [] : ["    above: \(list(children))"])
      + (same.isEmpty ? [] : ["    same as: \(list(same))"]) + (found.isEmpty ? ["    no condition of a pack"] : found))
      .joined(separator: "\n")
  }
}
