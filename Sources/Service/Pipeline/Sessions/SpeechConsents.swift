import Vocabulary

/// Of which session each alert is that may be spoken or called, so that a desk can fall silent when the session takes that back. A value.
struct SpeechConsents {
  /// Older alerts are forgotten beyond this.
  private static let bound = 4_096

  /// What is needed of a session's consent.
  let allows: @Sendable (Consent) -> Bool

  private var sessions: [(alert: AlertIdentifier, session: SessionIdentifier)] = []

  /// - Parameter allows: what is needed of a session's consent.
  init(_ allows: @escaping @Sendable (Consent) -> Bool = { $0.speak }) { self.allows = allows }

  mutating func note(_ record: AlertRecord) {
    if sessions.count == Self.bound { sessions.removeFirst() }
    sessions.append((record.id, record.session))
  }

  mutating func forget(_ alert: AlertIdentifier) { sessions.removeAll { $0.alert == alert } }

  /// Takes out the alerts of which nothing may be said any more.
  mutating func takeRefused(_ consents: ConsentBook) -> [AlertIdentifier] {
    let refused = sessions.filter { !allows(consents.consent(of: $0.session)) }.map(\.alert)
    if !refused.isEmpty { sessions.removeAll { refused.contains($0.alert) } }
    return refused
  }
}
