extension SupportPair {
  private static let strong: Set<String> = [
    "must", "always", "certainly", "definitely", "prove", "proves", "proven", "required", "requires", "require", "immediately",
    "guaranteed", "every", "undoubtedly", "surely",
  ]
  private static let exclusive: Set<String> = ["only", "solely", "exclusively"]
  private static let advising: Set<String> = [
    "should", "recommended", "recommend", "advised", "advise", "reason", "deserves", "deserve", "merits", "calls", "called",
    "preferred",
    "needed", "need", "indicated",
  ]
  private static let weak: Set<String> = [
    "may", "might", "could", "possibly", "perhaps", "consider", "considered", "reasonable", "reasonably", "can", "tend", "option",
  ]

  /// A sentence must be no more certain than its passage, and doubt nothing that the passage says outright.
  var hasOtherModality: Bool {
    let own = Set(sentence.words.map(\.text))
    let there = Set(passage.words.map(\.text))
    func isNew(_ words: Set<String>) -> Bool { !own.isDisjoint(with: words) && there.isDisjoint(with: words) }
    if isNew(Self.strong) || isNew(Self.exclusive) { return true }
    // A limit that the passage sets must not be lost.
    if !there.isDisjoint(with: Self.exclusive), own.isDisjoint(with: Self.exclusive) { return true }
    // What is only to be considered must not become what should be done.
    if !there.isDisjoint(with: ["consider", "considered"]), own.isDisjoint(with: Self.weak),
      !own.isDisjoint(with: ["should", "recommended", "advised"])
    {
      return true
    }
    if isNew(["should", "recommended", "advised"]), there.isDisjoint(with: Self.advising) { return true }
    return !own.isDisjoint(with: ["may", "might", "could", "possibly", "perhaps"])
      && there.isDisjoint(with: Self.weak.union(["tend", "low", "risk"]))
  }
}
