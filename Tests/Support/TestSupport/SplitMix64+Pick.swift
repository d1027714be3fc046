public import Vocabulary

extension SplitMix64 {
  /// One of a few; cheaper than `randomElement`, which counts in debug builds.
  public mutating func pick<Element>(_ choices: [Element]) -> Element { choices[Int(next() % UInt64(choices.count))] }
}
