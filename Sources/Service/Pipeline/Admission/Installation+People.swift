import Configuration
import Journal
import People
import Vocabulary

/// People, their provider and the audit, put together.
extension Installation {
  static func people(_ settings: Settings, time: any TimeSource) async throws -> PeopleParts {
    let desk = try await PeopleDesk.open(folder: settings.data, reserved: Set(settings.tokens.map(\.name)), time: time)
    let provider = try settings.signIn.provider.map {
      try ProviderDesk($0, networks: settings.allow.networks, time: time) { ServerLog.error("sign-in", "\($0)") }
    }
    return PeopleParts(
      desk: desk, provider: provider, audit: AuditDesk(store: AuditStore(folder: settings.data), time: time))
  }
}
