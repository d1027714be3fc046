public import Tuning

/// What a head is learned from, with what could not be used.
public struct Lesson: Sendable {
  public let examples: [TuningExample]
  public let source: HeadContent.Source
  /// What the probabilities will speak of.
  public let population: String
  /// Reason → how many.
  public let unused: [String: Int]
  /// Files that could not be read as pictures.
  public let unreadable: [String]

  /// - Parameters:
  ///   - examples: with vectors and what served before.
  ///   - source: where they come from.
  ///   - population: what the probabilities will speak of.
  ///   - unused: reason → how many.
  ///   - unreadable: files.
  public init(
    examples: [TuningExample], source: HeadContent.Source, population: String, unused: [String: Int] = [:],
    unreadable: [String] = []
  ) {
    self.examples = examples
    self.source = source
    self.population = population
    self.unused = unused
    self.unreadable = unreadable
  }
}
