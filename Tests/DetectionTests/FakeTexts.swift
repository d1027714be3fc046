import Vocabulary

/// Gives each text a vector that the test names, or one of its own axis.
struct FakeTexts: TextEmbedder {
  struct Refusal: Error {}

  let dimension: Int
  var fingerprint: Fingerprint { Fingerprint("fake") }
  /// By a word that the text contains; the first that matches.
  let vectors: [(word: String, vector: [Float])]
  var fails = false

  func encode(_ texts: [String]) async throws(Refusal) -> [[Float]] {
    if fails { throw Refusal() }
    return texts.map { text in
      vectors.first { text.contains($0.word) }?.vector ?? [Float](repeating: 0, count: dimension - 1) + [1]
    }
  }
}
