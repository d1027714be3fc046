/// What a language model did to an explanation. The composed explanation stands in the journal before it.
public struct Rephrasing: Sendable, Hashable, Codable {
  /// The model.
  public let by: String
  /// Which sentences are in its words: indices from 0.
  public let sentences: [Int]
  /// How many it was given.
  public let offered: Int
  /// Why others stand as they were composed, and how many of each.
  public let refused: [String: Int]

  /// - Parameters:
  ///   - by: the model.
  ///   - sentences: indices of the sentences that are in its words.
  ///   - offered: how many it was given.
  ///   - refused: why others stand as they were composed.
  public init(by: String, sentences: [Int], offered: Int, refused: [String: Int]) {
    self.by = by
    self.sentences = sentences
    self.offered = offered
    self.refused = refused
  }
}
