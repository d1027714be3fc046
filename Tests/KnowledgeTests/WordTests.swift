import Testing

@testable import Knowledge

@Suite struct WordTests {
  /// Pairs of Porter's own paper.
  @Test(arguments: [
    ("caresses", "caress"), ("ponies", "poni"), ("cats", "cat"), ("feed", "feed"), ("agreed", "agre"), ("plastered", "plaster"),
    ("motoring", "motor"), ("sing", "sing"), ("conflated", "conflat"), ("hopping", "hop"), ("falling", "fall"),
    ("filing", "file"),
    ("happy", "happi"), ("sky", "sky"), ("relational", "relat"), ("conditional", "condit"), ("vietnamization", "vietnam"),
    ("triplicate", "triplic"), ("electrical", "electr"), ("goodness", "good"), ("revival", "reviv"), ("adjustment", "adjust"),
    ("adoption", "adopt"), ("probate", "probat"), ("rate", "rate"), ("controll", "control"), ("roll", "roll"),
    ("generalizations", "gener"), ("oscillators", "oscil"),
  ])
  func `stems as the paper says`(word: String, stem: String) {
    #expect(String(decoding: PorterStemmer.stem(Array(word.utf8)), as: UTF8.self) == stem)
  }

  @Test func `words are found in either case, with accents or without, in one number or the other`() {
    #expect(SearchWords.of("What are the Lesions of Bowen's disease?") == SearchWords.of("lesion bowens diseases"))
    #expect(SearchWords.of("Naïve é") == ["naiv", "e"])
    #expect(SearchWords.of("HHV-8, 7 mm") == ["hhv", "8", "7", "mm"])
    #expect(SearchWords.of("what is the of").isEmpty)
  }
}
