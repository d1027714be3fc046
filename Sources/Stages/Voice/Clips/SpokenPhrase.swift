public import Vocabulary

/// Everything that the server can say. A phrase holds no name of a person, a stream or a user, so that none can be spoken.
public enum SpokenPhrase: Sendable, Hashable {
  /// An alert of that tier for a condition of a pack, by the condition's name.
  case finding(AlertTier, name: String)
  /// What it is not: said once in each session.
  case notice
  /// Said before a warning that nobody acknowledged in time.
  case secondReader

  /// The sentence. No numbers, no advice.
  public var text: String {
    switch self {
    case .finding(.warning, let name): "Warning, resembles \(name.lowercased())."
    case .finding(.caution, let name): "Caution, resembles \(name.lowercased())."
    case .finding(.advisory, let name): "Resembles \(name.lowercased())."
    case .notice: "Research use only. Not for diagnosis."
    case .secondReader: "Second reader."
    }
  }

  /// All that a pack may have to say; advisories stay silent.
  ///
  /// - Parameter packs: the conditions of each pack that is loaded.
  /// - Returns: warnings first, so that they are rendered first; then the notice and the call for a second reader.
  public static func all(of packs: [[Condition]]) -> [SpokenPhrase] {
    let conditions = packs.flatMap(\.self)
    var phrases: [SpokenPhrase] = []
    for tier in [AlertTier.warning, .caution] {
      for condition in conditions where condition.tier == tier {
        let phrase = SpokenPhrase.finding(tier, name: condition.name)
        if !phrases.contains(phrase) { phrases.append(phrase) }
      }
    }
    return phrases + [.notice, .secondReader]
  }
}
