extension SupportPair {
  /// One of several statements of a passage: what it is about, and what it says of that.
  private struct Statement {
    var subject: Set<String>
    var predicate: Set<String>
  }

  private static let verbs: Set<String> = [
    "is", "are", "was", "were", "has", "have", "had", "shows", "show", "looks", "look", "follows", "follow", "lies", "lie",
    "grows",
    "grow", "stays", "stay", "gives", "give", "comes", "come", "goes", "go", "begins", "begin", "affects", "affect", "may", "can",
    "should", "must", "need", "needs", "does", "do", "speak", "speaks", "point", "points", "leaves", "leave", "breaks", "break",
  ]
  private static let breaks: Set<String> = ["while", "whereas", "but"]

  /// What a passage says of one thing is said of another: "X is deep; Y is flat" does not support "X is flat".
  ///
  /// Only passages of several statements with subjects of their own are judged so, and only words that stand in one of them alone.
  var hasOtherBinding: Bool {
    let statements = self.statements
    guard statements.count > 1 else { return false }
    var current: Int?
    for word in sentence.words where !FunctionWords.all.contains(word.text) {
      if let named = statements.firstIndex(where: { $0.subject.contains(word.stem) }) {
        current = named
        continue
      }
      guard let current, !statements[current].predicate.contains(word.stem) else { continue }
      // What is said of a part of the note's own condition may be said of that part by its name: "the dots in common warts".
      let isTitle = !statements[current].subject.isDisjoint(with: subject.stems)
      let isTaken = statements.indices.contains { other in
        other != current && statements[other].predicate.contains(word.stem)
          && !(isTitle && !statements[other].subject.isDisjoint(with: sentence.stems))
      }
      if isTaken { return true }
    }
    return false
  }

  /// The passage's statements with what is theirs alone.
  private var statements: [Statement] {
    var parts: [[SupportText.Word]] = []
    var (segment, isNew) = (-1, true)
    for word in passage.words {
      if word.segment != segment || Self.breaks.contains(word.text) { isNew = true }
      segment = word.segment
      if isNew { parts.append([]) }
      isNew = false
      parts[parts.count - 1].append(word)
    }
    let found = parts.map { words in
      let verb = words.firstIndex { Self.verbs.contains($0.text) } ?? words.startIndex
      func stems(_ words: some Sequence<SupportText.Word>) -> Set<String> {
        Set(words.filter { !FunctionWords.all.contains($0.text) }.map(\.stem))
      }
      return Statement(subject: stems(words[..<verb]), predicate: stems(words[verb...]))
    }
    return found.indices.compactMap { index in
      let others = found.indices.filter { $0 != index }
      let elsewhere = others.reduce(into: Set<String>()) { $0.formUnion(found[$1].subject.union(found[$1].predicate)) }
      let own = Statement(
        subject: found[index].subject.subtracting(elsewhere), predicate: found[index].predicate.subtracting(elsewhere))
      return own.subject.isEmpty ? nil : own
    }
  }
}
