extension SupportPair {
  private static let strong: Set<String> = [
    "must", "always", "certainly", "definitely", "prove", "proves", "proven", "required", "requires", "require", "immediately",
    "guaranteed", "every", "undoubtedly", "surely",
  ]
  private static let exclusive: Set<String> = ["only", "solely", "exclusively"]
  private static let advising: Set<String> = [
    "should", "recommended", "recommend", "advised", "advise", "reason", "deserves", "deserve", "merits", "calls", "called",
    "preferred",
    "needed", "need", "needs", "indicated", "must", "reasons", "emergency", "urgent", "immediately", "best", "required",
    "requires",
    "require",
  ]
  private static let binding: Set<String> = [
    "must", "need", "needs", "needed", "required", "requires", "require", "emergency", "immediately",
  ]
  private static let weak: Set<String> = [
    "may", "might", "could", "possibly", "perhaps", "consider", "considered", "reasonable", "reasonably", "can", "tend", "option",
  ]

  /// A sentence must be no more certain than its passage, and doubt nothing that the passage says outright.
  var hasOtherModality: Bool {
    let own = Set(sentence.words.map(\.text))
    let there = Set(passage.words.map(\.text))
    func isNew(_ words: Set<String>) -> Bool { !own.isDisjoint(with: words) && there.isDisjoint(with: words) }
    if isNew(Self.strong), !isBacked(own.intersection(Self.strong), there) { return true }
    if isNew(Self.exclusive) { return true }
    // A limit that the passage sets must not be lost.
    if !there.isDisjoint(with: Self.exclusive), own.isDisjoint(with: Self.exclusive) { return true }
    // What is only to be considered must not become what should be done.
    if !there.isDisjoint(with: ["consider", "considered"]), own.isDisjoint(with: Self.weak),
      !own.isDisjoint(with: ["should", "recommended", "advised"])
    {
      return true
    }
    if isNew(["should", "recommended", "advised"]), there.isDisjoint(with: Self.advising) { return true }
    // To doubt is to say less, but what is called for must not become a choice.
    return !own.isDisjoint(with: ["may", "might", "could", "possibly", "perhaps", "optional"])
      && there.isDisjoint(with: Self.weak.union(["tend", "low", "risk"])) && !there.isDisjoint(with: Self.advising)
  }

  /// "Must" for "needs" and "every" for "each" are no stronger.
  private func isBacked(_ words: Set<String>, _ there: Set<String>) -> Bool {
    words.allSatisfy { word in
      switch word {
      case "must", "required", "requires", "require": !there.isDisjoint(with: Self.binding)
      case "every": !there.isDisjoint(with: ["each", "all", "any", "everywhere"])
      case "always": !there.isDisjoint(with: ["each", "all", "every"])
      default: false
      }
    }
  }
}
