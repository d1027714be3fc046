internal import Cryptography
import Vocabulary

/// A document before it is stored.
struct DocumentDraft: Sendable, Hashable {
  let kind: KnowledgeKind
  /// The file's name without its folder: the same name again is a newer form of the document.
  let name: String
  let title: String
  let licence: String
  /// SHA-256 of the file, in hexadecimal.
  let contentHash: String
  let passages: [PassageDraft]

  var id: String { String(SHA256.digest(of: "\(kind.rawValue)\u{0}\(name)").hexadecimal.prefix(32)) }

  /// SHA-256 over the text alone: the same text in another wrapping is the same document.
  var textHash: String { SHA256.digest(of: passages.map(\.text).joined(separator: "\u{0}")).hexadecimal }

  /// The passages' identifiers, in order.
  var identifiers: [String] {
    var seen: [PassageDraft: Int] = [:]
    return passages.map { passage in
      let repetition = seen[passage, default: 0]
      seen[passage] = repetition + 1
      return passage.identifier(in: self, repetition: repetition)
    }
  }
}
