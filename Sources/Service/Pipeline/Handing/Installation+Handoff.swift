import Configuration
import Handoff
import Journal
import Vocabulary

/// Hand-off, put together.
extension Installation {
  /// The sinks of the configuration. Whether a session's alerts may leave is asked when they are queued, and again when they are sent.
  static func handoff(
    _ settings: Settings, consents: ConsentBook, hub: EventHub, journal: JournalStore, time: any TimeSource
  ) async throws -> HandoffDesk {
    try await HandoffDesk(settings.sinks, allow: settings.allow, journal: journal, time: time, told: { hub.publish(.sink($0)) }) {
      consents.consent(of: $0).handOff
    }
  }
}
