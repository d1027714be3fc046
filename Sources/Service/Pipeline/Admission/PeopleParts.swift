import People

/// What lets people in, and what remembers what they did.
struct PeopleParts: Sendable {
  let desk: PeopleDesk
  /// `nil` where the configuration has none.
  let provider: ProviderDesk?
  let audit: AuditDesk
}
