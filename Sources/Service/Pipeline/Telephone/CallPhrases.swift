import Calls
import Vocabulary
import Voice

/// The words of calls. They are those of the voice: names of conditions and of nobody.
struct CallPhrases: Sendable {
  /// Sentences that are said at once.
  private static let most = 3

  let names: [ConditionIdentifier: String]

  /// - Parameter words: what is to be said.
  /// - Returns: sentences.
  func text(of words: CallWords) -> String {
    var sentences: [String] = []
    for alert in words.alerts {
      let sentence = phrase(alert)
      if !sentences.contains(sentence) { sentences.append(sentence) }
    }
    let rest = sentences.count - Self.most
    sentences = Array(sentences.prefix(Self.most))
    if rest > 0 { sentences.append("And \(rest) more.") }
    if words.hasNotice { sentences.append(SpokenPhrase.notice.text) }
    return sentences.joined(separator: " ")
  }

  /// - Parameter context: what the assistant is to know.
  /// - Returns: a message for its language model.
  func text(of context: CallContext) -> String {
    switch context {
    case .open(let alerts):
      "Open alerts of this server, most urgent first: "
        + alerts.prefix(CallAssistantDesk.listed).map(named).joined(separator: "; ")
        + ". \(Vocabulary.Explanation.disclaimer) Do not diagnose, do not advise treatment."
    case .acknowledged(let alert): "An alert was acknowledged and is settled: \(named(alert))."
    case .silenced(let alert): "An alert was silenced for a while: \(named(alert))."
    case .ended(let alert): "What an alert was raised for is not seen any more: \(named(alert))."
    }
  }

  private func phrase(_ alert: AlertSubject) -> String {
    SpokenPhrase.finding(alert.tier, name: names[alert.condition] ?? alert.condition.text).text
  }

  private func named(_ alert: AlertSubject) -> String {
    "\(alert.tier.rawValue), resembles \((names[alert.condition] ?? alert.condition.text).lowercased()), id \(alert.id.text)"
  }
}
