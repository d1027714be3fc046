internal import Cryptography
import Vocabulary

/// A passage before it is stored.
struct PassageDraft: Sendable, Hashable {
  let condition: ConditionIdentifier?
  let section: KnowledgeSection?
  let about: String?
  let locator: String
  let text: String
  let sources: [KnowledgeSource]

  /// 32 hexadecimal digits over all that a reader would check: a signature holds for exactly this.
  ///
  /// - Parameter repetition: how many passages before it in the document are the same.
  func identifier(in document: DocumentDraft, repetition: Int) -> String {
    var hash = SHA256()
    let parts =
      [document.kind.rawValue, document.name, condition?.text ?? "", section?.rawValue ?? "", about ?? "", text, "\(repetition)"]
      + (document.kind == .imported ? [locator] : [])
      + sources.flatMap { [$0.organisation, $0.title, $0.year.map { "\($0)" } ?? "", $0.url ?? ""] }
    for part in parts {
      hash.update(part)
      hash.update("\u{0}")
    }
    return String(hash.finish().hexadecimal.prefix(32))
  }
}
