extension SupportPair {
  private static let cues: Set<String> = [
    "no", "not", "never", "without", "lack", "lacks", "lacking", "absence", "none", "cannot", "neither", "nor", "free",
  ]

  /// A place where a text denies something: the words near it, and the first that it denies.
  private struct Denial {
    let near: Set<String>
    let head: String?
  }

  /// The sentence denies where the passage does not, or says what the passage denies.
  var hasOtherNegation: Bool {
    let own = denials(of: sentence)
    let there = denials(of: passage)
    // Each denial of the sentence needs one of its own in the passage: two make a yes.
    var left = there
    for denial in own {
      guard let match = left.firstIndex(where: { meets(denial.near, $0.near) }) else { return true }
      left.remove(at: match)
    }
    // What the passage denies must be denied in the sentence too, if the sentence speaks of it at all.
    let isDropped = there.contains { denial in
      guard let head = denial.head, isSaid(head) else { return false }
      return !own.contains { meets($0.near, [head]) }
    }
    if isDropped { return true }
    // "speak against" is no word of denial, but denies.
    return speaksAgainst(sentence) && !speaksAgainst(passage)
  }

  private func isSaid(_ stem: String) -> Bool { sentence.stems.contains(stem) }

  private func speaksAgainst(_ text: SupportText) -> Bool {
    zip(text.words, text.words.dropFirst()).contains { ["speak", "argu", "point"].contains($0.stem) && $1.text == "against" }
  }

  private func meets(_ left: Set<String>, _ right: Set<String>) -> Bool {
    if !left.isDisjoint(with: right) { return true }
    return SupportTables.synonyms.contains { !$0.isDisjoint(with: left) && !$0.isDisjoint(with: right) }
  }

  private func denials(of text: SupportText) -> [Denial] {
    text.words.indices.compactMap { index in
      guard Self.cues.contains(text.words[index].text) else { return nil }
      // "not of melanoma" sets one condition against another: that is a matter of roles.
      if text.words[index].text == "not", index + 1 < text.words.count, text.words[index + 1].text == "of" { return nil }
      let after = text.content(after: index, count: 3)
      return Denial(near: Set(after + text.content(before: index, count: 2)), head: after.first)
    }
  }
}
