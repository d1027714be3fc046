/// Names of conditions: which words of a sentence name one, and which names mean the same.
///
/// - Threading: immutable; safe from any thread.
public struct ClinicalLexicon: Sendable {
  /// A condition named in a text.
  struct Mention: Hashable {
    let concept: Int
    /// The words that name it.
    let range: Range<Int>
  }

  private let names: [[String]: Int]
  private let longest: Int
  /// Stems of each concept's names.
  private let stems: [Int: Set<String>]

  /// - Parameter groups: names of one condition each; of a name in two groups the first counts.
  public init(_ groups: [[String]]) {
    var names: [[String]: Int] = [:]
    var stems: [Int: Set<String>] = [:]
    for (concept, group) in groups.enumerated() {
      for name in group {
        let words = SupportText(name).words.map(\.stem)
        // One short word is a stem that common words share.
        guard words.count > 1 || words.first?.count ?? 0 > 4 else { continue }
        if names[words] == nil { names[words] = concept }
        stems[names[words] ?? concept, default: []].formUnion(words)
      }
    }
    self.names = names
    self.stems = stems
    longest = names.keys.map(\.count).max() ?? 0
  }

  /// The conditions that a text names, longest names first where they overlap.
  func mentions(in text: SupportText) -> [Mention] {
    let words = text.words.map(\.stem)
    var found: [Mention] = []
    var start = 0
    while start < words.count {
      let end = stride(from: min(words.count, start + longest), to: start, by: -1).first {
        names[Array(words[start..<$0])] != nil
      }
      guard let end, let concept = names[Array(words[start..<end])] else {
        start += 1
        continue
      }
      found.append(Mention(concept: concept, range: start..<end))
      start = end
    }
    return found
  }

  /// Whether a word is part of a condition's names, so that "the keratosis" can be it.
  func isPart(_ stem: String, of concept: Int) -> Bool { stems[concept]?.contains(stem) ?? false }
}
