extension SupportPair {
  /// Two words of one kind, or of opposite meaning, that both texts have, have changed what they go with: "red when superficial, blue
  /// when deep" does not support "blue when superficial, red when deep".
  ///
  /// Judged by the stretches between commas and words like "and": both rivals must have taken over what stood with the other one.
  var hasSwappedRivals: Bool {
    let shared = sentence.stems.intersection(passage.stems)
    let (own, there) = (stretches(of: sentence), stretches(of: passage))
    return rivals(among: shared).contains { left, right in
      guard let here = companions(left, right, own), let cited = companions(left, right, there) else { return false }
      return !here.left.intersection(cited.right).subtracting(cited.left).isEmpty
        && !here.right.intersection(cited.left).subtracting(cited.right).isEmpty
    }
  }

  private static let joints: Set<String> = ["and", "but", "while", "whereas", "then", "or"]

  /// Stems of content words, by the stretch in which they stand.
  private func stretches(of text: SupportText) -> [Set<String>] {
    var found: [Set<String>] = [[]]
    var clause = 0
    for word in text.words {
      if word.clause != clause || Self.joints.contains(word.text) { found.append([]) }
      clause = word.clause
      if !FunctionWords.all.contains(word.text) { found[found.count - 1].insert(word.stem) }
    }
    return found
  }

  /// What stands with each of two words; `nil` if either stands in no stretch or in several, or both in one.
  private func companions(
    _ left: String, _ right: String, _ stretches: [Set<String>]
  ) -> (left: Set<String>, right: Set<String>)? {
    let (first, second) = (stretches.filter { $0.contains(left) }, stretches.filter { $0.contains(right) })
    guard first.count == 1, second.count == 1, first[0] != second[0] else { return nil }
    return (first[0].subtracting([left]), second[0].subtracting([right]))
  }

  private func rivals(among shared: Set<String>) -> [(String, String)] {
    var pairs: [(String, String)] = []
    for (left, right) in SupportTables.opposites {
      for one in left.intersection(shared) {
        for other in right.intersection(shared) where one != other { pairs.append((one, other)) }
      }
    }
    let words = sentence.words.filter { shared.contains($0.stem) }
    for kind in SupportTables.closed {
      let own = words.compactMap { word in kind.words[word.text].map { (word.stem, $0) } }
      for (index, one) in own.enumerated() {
        for other in own[(index + 1)...] where one.1 != other.1 { pairs.append((one.0, other.0)) }
      }
    }
    return pairs
  }
}
