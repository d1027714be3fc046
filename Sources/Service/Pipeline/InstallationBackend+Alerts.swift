import Journal
import Server
import Vocabulary

extension InstallationBackend {
  func alerts(_ query: AlertQuery) async throws(BackendError) -> Page<AlertRecord> {
    let before = query.after.flatMap { Int64($0) }
    if query.after != nil, before == nil { throw .invalid(pointer: "/after", allowed: "the `next` of an earlier page") }
    do throws(JournalError) {
      let page = try await journal.alerts(
        AlertFilter(stream: query.stream, condition: query.condition, state: query.state, before: before, limit: query.limit))
      return Page(items: page.alerts.map(\.withoutVectors), next: page.next.map { String($0) })
    } catch { throw BackendError(error) }
  }

  func alert(_ id: AlertIdentifier) async throws(BackendError) -> AlertRecord {
    do throws(JournalError) { return try await journal.record(of: id).withoutVectors } catch { throw BackendError(error) }
  }

  func entries(of alert: AlertIdentifier) async throws(BackendError) -> [JournalEntry] {
    do throws(JournalError) { return try await journal.entries(of: alert) } catch { throw BackendError(error) }
  }

  func journal(after sequence: Int64, limit: Int) async throws(BackendError) -> [JournalEntry] {
    do throws(JournalError) { return try await journal.entries(after: sequence, limit: limit) } catch {
      throw BackendError(error)
    }
  }

  func acknowledge(_ id: AlertIdentifier, by principal: Principal) async throws(BackendError) -> AlertRecord {
    try await change(id, .alertAcknowledged(id, by: principal.name, at: time.now()))
  }

  func undoAcknowledgement(_ id: AlertIdentifier, by principal: Principal) async throws(BackendError) -> AlertRecord {
    try await change(id, .alertAcknowledgementUndone(id, by: principal.name, at: time.now()))
  }

  func silence(
    _ id: AlertIdentifier, reason: String, for duration: Duration, by principal: Principal
  ) async throws(BackendError) -> AlertRecord {
    try await change(id, .alertSilenced(id, reason: reason, for: duration, by: principal.name, at: time.now()))
  }

  func undoSilence(_ id: AlertIdentifier, by principal: Principal) async throws(BackendError) -> AlertRecord {
    try await change(id, .alertSilenceUndone(id, by: principal.name, at: time.now()))
  }

  /// Stored before shown: the entry first, then everyone sees the alert as it is now.
  private func change(_ id: AlertIdentifier, _ draft: JournalDraft) async throws(BackendError) -> AlertRecord {
    do throws(JournalError) {
      let sequence = try await journal.append([draft], deliveries: []).last?.sequence ?? 0
      let record = try await journal.record(of: id).withoutVectors
      hub.publish(.alertChanged(record, sequence: sequence))
      return record
    } catch { throw BackendError(error) }
  }
}
