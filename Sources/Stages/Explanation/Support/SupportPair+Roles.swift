extension SupportPair {
  /// Which of the conditions a text speaks for and which against: what it names after "speaks for", what it sets against another.
  struct Roles {
    var favoured: Set<Int> = []
    var contrasted: Set<Int> = []
  }

  /// The favoured condition, or the one that it is set against, is another one in the sentence.
  var hasOtherRole: Bool {
    let own = roles(of: sentence, said)
    let there = roles(of: passage, cited)
    let common = Set(said.map(\.concept))
    if !own.contrasted.isSubset(of: there.contrasted) { return true }
    if !there.contrasted.intersection(common).isSubset(of: own.contrasted), common.count > 1 || own.favoured.isEmpty == false {
      // What the passage sets against another must not become what the sentence speaks for.
      if !there.contrasted.isDisjoint(with: own.favoured) || common.count > 1 { return true }
    }
    if !there.contrasted.isEmpty, common.count == 1, common.isSubset(of: there.contrasted) { return true }
    guard !there.favoured.isEmpty, !own.favoured.isEmpty else { return false }
    return !own.favoured.isSubset(of: there.favoured)
  }

  private static let forCues: Set<String> = [
    "speak", "point", "argu", "suggest", "criteria", "criterion", "prov", "indicat", "suspect",
  ]
  private static let against: Set<String> = ["rather_than", "unlike", "than"]

  private func roles(of text: SupportText, _ mentions: [ClinicalLexicon.Mention]) -> Roles {
    var roles = Roles()
    let isContrasting = Set(mentions.map(\.concept)).count > 1
    for (index, word) in text.words.enumerated() {
      guard isContrasting else { break }
      if Self.against.contains(word.text), let concept = concept(after: index, in: text, mentions, within: 5) {
        if word.text != "than" || text.words[max(0, index - 1)].stem == "rather" { roles.contrasted.insert(concept) }
      }
      if word.text == "apart" || word.stem == "distinguish" || word.stem == "differ",
        let from = text.words[index...].firstIndex(where: { $0.text == "from" }), from - index <= 6,
        let concept = concept(after: from, in: text, mentions, within: 4)
      {
        roles.contrasted.insert(concept)
      }
      if word.text == "not", text.words.indices.contains(index + 1), ["of", "a", "for"].contains(text.words[index + 1].text),
        let concept = concept(after: index, in: text, mentions, within: 4)
      {
        roles.contrasted.insert(concept)
      }
    }
    for (index, word) in text.words.enumerated() where Self.forCues.contains(word.stem) {
      let isPassive =
        index + 1 < text.words.count
        && ["by"].contains(where: { mark in
          text.words[(index + 1)..<min(text.words.count, index + 3)].contains { $0.text == mark }
        })
      let found =
        isPassive || text.words[max(0, index - 1)].text == "is"
        ? concept(before: index, in: text, mentions, within: 7) : concept(after: index, in: text, mentions, within: 7)
      if let found, !roles.contrasted.contains(found) { roles.favoured.insert(found) }
    }
    return roles
  }

  private func concept(
    after index: Int, in text: SupportText, _ mentions: [ClinicalLexicon.Mention], within count: Int
  ) -> Int? {
    let reach = (index + 1)..<min(text.words.count, index + 1 + count)
    if let named = mentions.first(where: { reach.contains($0.range.lowerBound) }) { return named.concept }
    // "the keratosis" is the keratosis that was named before.
    return reach.lazy.compactMap { place in
      mentions.first { self.lexicon.isPart(text.words[place].stem, of: $0.concept) }?.concept
    }.first
  }

  private func concept(
    before index: Int, in text: SupportText, _ mentions: [ClinicalLexicon.Mention], within count: Int
  ) -> Int? {
    mentions.last { $0.range.upperBound <= index && $0.range.upperBound >= index - count }?.concept
  }
}
