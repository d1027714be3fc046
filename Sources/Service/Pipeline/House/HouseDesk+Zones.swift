import Journal
import Server
import Vocabulary

extension HouseDesk {
  func zones(_ stream: StreamIdentifier) async throws(BackendError) -> ZoneState {
    try await runtime(stream).zones.state ?? ZoneState()
  }

  func addZone(
    _ stream: StreamIdentifier, _ zone: ZoneRequest, by principal: Principal
  ) async throws(BackendError) -> ZoneState {
    let added = IgnoredZone(
      x: zone.x, y: zone.y, width: min(zone.width, 1 - zone.x), height: min(zone.height, 1 - zone.y), label: zone.label,
      by: principal.name, at: time.now().rfc3339)
    return try await change(stream, by: principal) { zones throws(BackendError) in
      guard zones.count < ZoneBook.limit else {
        throw .unacceptable(
          status: 409, reason: "\(ZoneBook.limit) zones are ignored already. Take one away before you draw another.")
      }
      return zones + [added]
    }
  }

  func removeZone(
    _ stream: StreamIdentifier, _ zone: String?, by principal: Principal
  ) async throws(BackendError) -> ZoneState {
    try await change(stream, by: principal) { zones throws(BackendError) in
      guard let zone else { return [] }
      return zones.filter { $0.id != zone }
    }
  }

  /// Journalled, then in force.
  private func change(
    _ stream: StreamIdentifier, by principal: Principal,
    _ edit: ([IgnoredZone]) throws(BackendError) -> [IgnoredZone]
  ) async throws(BackendError) -> ZoneState {
    let runtime = try await runtime(stream)
    guard let session = runtime.session else {
      throw .unacceptable(
        status: 409, reason: "The stream sends no pictures, and zones hold for one session. Try again once it is live.")
    }
    let before = runtime.zones.zones
    let zones = try edit(before)
    if zones != before {
      do throws(JournalError) {
        let draft = JournalDraft.zonesChanged(stream, session, to: zones, by: principal.name, at: time.now())
        _ = try await journal.append([draft], deliveries: [])
      } catch { throw BackendError(error) }
      // The session may have ended while the journal wrote; the next one begins without zones.
      guard runtime.session == session else { return runtime.zones.state ?? ZoneState() }
      runtime.zones.set(zones)
      runtime.publishState()
    }
    return runtime.zones.state ?? ZoneState()
  }

  private func runtime(_ stream: StreamIdentifier) async throws(BackendError) -> StreamRuntime {
    guard let runtime = await registry.runtime(stream) else { throw .unknownStream(stream) }
    return runtime
  }
}
