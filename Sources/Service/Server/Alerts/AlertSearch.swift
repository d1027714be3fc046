import Vocabulary

/// What a person looks for among alerts beyond what the journal itself can filter: words, and a stretch of time.
struct AlertSearch: Sendable {
  /// All of them must be found, in any order; lower case.
  let words: [String]
  /// Milliseconds since 1970; alerts raised before it are out.
  let from: Int64?
  /// Milliseconds since 1970; alerts raised at it or later are out.
  let to: Int64?
  /// Whether only what was passed on to a second reader is wanted.
  let isEscalatedOnly: Bool
  private let names: [ConditionIdentifier: String]

  /// - Throws: 422 for a value that is none.
  init(_ query: [String: String], names: [ConditionIdentifier: String] = [:]) throws(Problem) {
    let text = query["search"] ?? ""
    guard text.count <= 200 else { throw .invalid("/search", allowed: "up to 200 characters") }
    words = text.lowercased().split(whereSeparator: \.isWhitespace).map { String($0) }
    from = try Self.time("from", query)
    to = try Self.time("to", query)
    switch query["escalated"] {
    case nil, "", "false": isEscalatedOnly = false
    case "true": isEscalatedOnly = true
    default: throw .invalid("/escalated", allowed: "true or false")
    }
    self.names = names
  }

  static let query: [(name: String, text: String)] = [
    ("search", "Words that all must occur in name, stream, tier, codes, id, who acknowledged or why it was silenced."),
    ("from", "Only alerts raised at this time or later, RFC 3339 in UTC."),
    ("to", "Only alerts raised before this time, RFC 3339 in UTC."),
    ("escalated", "true: only those that are with a second reader."),
  ]

  /// Whether it leaves nothing out.
  var isEmpty: Bool { words.isEmpty && from == nil && to == nil && !isEscalatedOnly }

  func matches(_ alert: AlertRecord) -> Bool {
    guard !isEscalatedOnly || alert.escalated != nil, isWithin(alert) else { return false }
    guard !words.isEmpty else { return true }
    let text = text(of: alert)
    return words.allSatisfy { text.contains($0) }
  }

  /// Whether this alert, and all older ones, were raised before what is looked for.
  func isPast(_ alert: AlertRecord) -> Bool {
    guard let from, let at = RFC3339.wallMilliseconds(alert.raisedAt) else { return false }
    return at < from
  }

  private func isWithin(_ alert: AlertRecord) -> Bool {
    guard from != nil || to != nil else { return true }
    guard let at = RFC3339.wallMilliseconds(alert.raisedAt) else { return false }
    return at >= from ?? .min && at < to ?? .max
  }

  private func text(of alert: AlertRecord) -> String {
    let facts =
      [
        names[alert.condition] ?? "", alert.condition.text, alert.stream.text, alert.id.text, alert.tier.rawValue,
        alert.acknowledged?.by ?? "", alert.silenceReason ?? "", alert.escalated.map { "second reader \($0.to)" } ?? "",
      ] + alert.codes.flatMap { [$0.code, $0.display] }
    return facts.joined(separator: " ").lowercased()
  }

  private static func time(_ key: String, _ query: [String: String]) throws(Problem) -> Int64? {
    guard let text = query[key], !text.isEmpty else { return nil }
    guard let time = RFC3339.wallMilliseconds(text) else {
      throw .invalid("/\(key)", allowed: "a time in UTC such as 2026-11-24T13:00:00Z")
    }
    return time
  }
}
