internal import Cryptography
import Vocabulary

/// A wording that somebody gave a statement.
struct CorrectionRow: Sendable, Hashable {
  /// The passage's identifier under this wording.
  let passage: String
  /// Its identifier under the wording before: of another correction, or of what shipped.
  let former: String
  /// The identifier, wording and sources that shipped when it was given.
  let base: String
  let baseText: String
  let baseSources: [KnowledgeSource]
  let document: String
  let section: KnowledgeSection?
  let text: String
  let sources: [KnowledgeSource]
  let correction: KnowledgeCorrection

  /// 32 hexadecimal digits over what it replaces and all that a reader would check. A wording that comes back is another version, so
  /// that an old signature does not come back with it.
  static func identifier(former: String, version: Int, text: String, sources: [KnowledgeSource]) -> String {
    var hash = SHA256()
    let parts =
      ["correction", former, "\(version)", text]
      + sources.flatMap { [$0.organisation, $0.title, $0.year.map { "\($0)" } ?? "", $0.url ?? ""] }
    for part in parts {
      hash.update(part)
      hash.update("\u{0}")
    }
    return String(hash.finish().hexadecimal.prefix(32))
  }
}
