import Vocabulary

/// The short form: at most 90 words, made of sentences that stand, cited, in the long form.
enum ShortForm {
  static let mostWords = 90

  /// In the order of importance: what must be there first comes first.
  private static let ranking: [ExplanationPart] = [.resemblance, .seen, .against, .redFlag, .nextStep, .appearance]

  static func text(of sentences: [ExplanationSentence]) -> String {
    var left = mostWords - words(Explanation.disclaimer)
    var chosen: Set<Int> = []
    for part in ranking {
      // The shortest of a note's statements; of what was measured the first, which is the main one.
      let own = sentences.indices.filter { sentences[$0].part == part }
      let isMeasured = own.contains { sentences[$0].passage == nil }
      let best = isMeasured ? own.first : own.min { words(sentences[$0].text) < words(sentences[$1].text) }
      guard let best, words(sentences[best].text) <= left else { continue }
      left -= words(sentences[best].text)
      chosen.insert(best)
    }
    return (chosen.sorted().map { sentences[$0].text } + [Explanation.disclaimer]).joined(separator: " ")
  }

  private static func words(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }
}
