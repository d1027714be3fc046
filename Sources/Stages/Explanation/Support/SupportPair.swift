/// A sentence beside its passage, and the rules that compare them.
struct SupportPair {
  let sentence: SupportText
  let passage: SupportText
  let said: [ClinicalLexicon.Mention]
  let cited: [ClinicalLexicon.Mention]
  let subject: SupportText
  let lexicon: ClinicalLexicon

  init(sentence: String, passage: String, subject: String?, lexicon: ClinicalLexicon) {
    self.sentence = SupportText(sentence)
    self.passage = SupportText(passage)
    self.subject = SupportText(subject ?? "")
    self.lexicon = lexicon
    said = lexicon.mentions(in: self.sentence)
    cited = lexicon.mentions(in: self.passage)
  }

  var hasForeignCode: Bool { !sentence.codes.isSubset(of: passage.codes) }

  var hasForeignNumber: Bool { !sentence.numbers.isSubset(of: passage.numbers) }

  /// A passage that names no condition speaks of its note's.
  var hasForeignCondition: Bool { said.contains { !isKnown($0) } || hasForeignVariety }

  /// "Superficial basal cell carcinoma" is none that is only said to be nodular.
  private var hasForeignVariety: Bool {
    let there = passage.stems.union(subject.stems)
    return said.contains { mention in
      guard mention.range.lowerBound > 0 else { return false }
      let before = sentence.words[mention.range.lowerBound - 1]
      guard before.clause == sentence.words[mention.range.lowerBound].clause, !FunctionWords.all.contains(before.text) else {
        return false
      }
      return !isCovered(before.stem, there)
    }
  }

  /// A name that stands within a longer one of the passage is there too: the nodular form of a tumour is that tumour.
  private func isKnown(_ mention: ClinicalLexicon.Mention) -> Bool {
    if known.contains(mention.concept) { return true }
    let name = sentence.words[mention.range].map(\.stem)
    let there = passage.words.map(\.stem)
    return there.indices.contains { there[$0...].starts(with: name) }
  }

  private var known: Set<Int> {
    let named = Set(cited.map(\.concept))
    return named.isEmpty ? Set(lexicon.mentions(in: subject).map(\.concept)) : named
  }

  var hasForeignKind: Bool {
    (SupportTables.closed.map(\.words) + SupportTables.closedWords).contains { words in
      let own = Set(sentence.words.compactMap { words[$0.text] })
      return !own.isSubset(of: Set(passage.words.compactMap { words[$0.text] }))
    }
  }

  /// The sentence has a word of one side, the passage only of the other.
  var hasOpposite: Bool {
    let there = closestStems
    return SupportTables.opposites.contains { left, right in
      isOpposed(left, right, there) || isOpposed(right, left, there)
    } || hasOppositePrefix
  }

  /// "Covered" for "uncovered", or the other way about.
  private var hasOppositePrefix: Bool {
    func lacks(_ stem: String, _ own: SupportText, _ other: SupportText) -> Bool {
      other.stems.contains("un" + stem) && !other.stems.contains(stem) && !own.stems.contains("un" + stem)
    }
    return sentence.stems.contains { lacks($0, sentence, passage) } || passage.stems.contains { lacks($0, passage, sentence) }
  }

  private func isOpposed(_ own: Set<String>, _ other: Set<String>, _ there: Set<String>) -> Bool {
    !sentence.stems.isDisjoint(with: own) && there.isDisjoint(with: own) && !there.isDisjoint(with: other)
  }

  /// The words of the passage's statement that the sentence is made from, if it is plainly one of several; else of all of them.
  private var closestStems: Set<String> {
    let segments = Dictionary(grouping: passage.words, by: \.segment).values.map { Set($0.map(\.stem)) }
    let content = Set(sentence.words.filter { !FunctionWords.all.contains($0.text) }.map(\.stem))
    let shared = content.intersection(passage.stems)
    guard let best = segments.max(by: { $0.intersection(shared).count < $1.intersection(shared).count }),
      Double(best.intersection(shared).count) >= 0.8 * Double(shared.count)
    else { return passage.stems }
    return best
  }

  // MARK: Content

  /// The share of the sentence's content words that the passage, or its subject, has too.
  var coverage: Double {
    let content = sentence.words.filter { !FunctionWords.all.contains($0.text) }
    guard !content.isEmpty else { return 0 }
    let there = passage.stems.union(subject.stems)
    let named = Set(said.filter { known.contains($0.concept) }.flatMap { Array($0.range) })
    let covered = sentence.words.enumerated().count { index, word in
      !FunctionWords.all.contains(word.text) && (named.contains(index) || isCovered(word.stem, there))
    }
    return Double(covered) / Double(content.count)
  }

  /// Whether a word of the sentence without a counterpart is one that notes use: then it is another fact, not another wording.
  var hasForeignFact: Bool {
    let there = passage.stems.union(subject.stems)
    let named = Set(said.filter { known.contains($0.concept) }.flatMap { Array($0.range) })
    return sentence.words.enumerated().contains { index, word in
      !FunctionWords.all.contains(word.text) && !named.contains(index) && ParaphraseTable.vocabulary.contains(word.stem)
        && !isCovered(word.stem, there)
    }
  }

  private func isCovered(_ stem: String, _ there: Set<String>) -> Bool {
    there.contains(stem) || SupportTables.synonyms.contains { $0.contains(stem) && !$0.isDisjoint(with: there) }
      || !(ParaphraseTable.origins[stem] ?? []).isDisjoint(with: there)
      || stem.count >= 6 && there.contains { $0.count >= 6 && $0.prefix(6) == stem.prefix(6) }
  }
}
