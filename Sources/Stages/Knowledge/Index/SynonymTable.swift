/// Names that mean the same: from the ontologies' synonyms, the packs' wordings and the notes.
///
/// - Threading: immutable; safe from any thread.
struct SynonymTable: Sendable {
  /// Names by their words, joined.
  private let groups: [String: Int]
  private let members: [[[String]]]
  /// How many words the longest name has.
  private let longest: Int

  /// - Parameter groups: names of one thing each. A name that is in two groups means neither for certain, and is left out.
  init(_ groups: [[String]]) {
    var owner: [String: Int] = [:]
    var ambiguous: Set<String> = []
    var members: [[[String]]] = []
    for (index, names) in groups.enumerated() {
      let words = Set(names.map(SearchWords.of)).filter { !$0.isEmpty }
      members.append(words.sorted { $0.joined(separator: " ") < $1.joined(separator: " ") })
      for name in words {
        let key = name.joined(separator: " ")
        if owner.updateValue(index, forKey: key) != nil { ambiguous.insert(key) }
      }
    }
    self.groups = owner.filter { !ambiguous.contains($0.key) }
    self.members = members
    longest = members.flatMap { $0 }.map(\.count).max() ?? 0
  }

  /// Words of other names of what `words` names; longer names are taken before shorter ones within them.
  func expansion(of words: [String]) -> [String] {
    var start = 0
    var found: [String] = []
    while start < words.count {
      let end = stride(from: min(words.count, start + longest), to: start, by: -1).first {
        groups[words[start..<$0].joined(separator: " ")] != nil
      }
      guard let end, let group = groups[words[start..<end].joined(separator: " ")] else {
        start += 1
        continue
      }
      found += members[group].flatMap { $0 }
      start = end
    }
    let known = Set(words)
    var seen: Set<String> = []
    return found.filter { !known.contains($0) && seen.insert($0).inserted }
  }
}
