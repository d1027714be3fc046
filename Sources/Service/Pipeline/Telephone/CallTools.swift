import Server
import Vocabulary

/// What the assistant of a call may ask this server; everything goes the way that HTTP requests go.
struct CallTools: Sendable {
  /// Alerts that nobody has acknowledged or silenced: those that are there first, then those whose finding is gone; newest first.
  let open: @Sendable () async throws(BackendError) -> [AlertRecord]
  let explain: @Sendable (AlertIdentifier) async throws(BackendError) -> Vocabulary.Explanation
  let acknowledge: @Sendable (AlertIdentifier, Principal) async throws(BackendError) -> AlertRecord

  init(
    open: @escaping @Sendable () async throws(BackendError) -> [AlertRecord],
    explain: @escaping @Sendable (AlertIdentifier) async throws(BackendError) -> Vocabulary.Explanation,
    acknowledge: @escaping @Sendable (AlertIdentifier, Principal) async throws(BackendError) -> AlertRecord
  ) {
    self.open = open
    self.explain = explain
    self.acknowledge = acknowledge
  }

  /// The same of those alerts alone that may be told in a call: of others the assistant does not even hear that they are there.
  func restricted(to mayTell: @escaping @Sendable (SessionIdentifier) -> Bool) -> CallTools {
    let open = open
    return CallTools(
      open: { () throws(BackendError) in try await open().filter { mayTell($0.session) } }, explain: explain,
      acknowledge: acknowledge)
  }

  /// - Parameter backend: who answers.
  init(_ backend: some Backend) {
    open = { () throws(BackendError) in
      let present = try await backend.alerts(AlertQuery(state: .active, limit: CallAssistantDesk.listed)).items
      return present + (try await backend.alerts(AlertQuery(state: .ended, limit: CallAssistantDesk.listed)).items)
    }
    explain = { alert throws(BackendError) in try await backend.explanation(of: alert, level: .plain) }
    acknowledge = { alert, principal throws(BackendError) in try await backend.acknowledge(alert, by: principal) }
  }
}
