import Journal
import Server
import Vocabulary

/// Whether overlays show anything; remembered by the journal.
///
/// - Threading: an actor of short hand-overs.
actor OverlayDesk {
  private let journal: JournalStore
  private let hub: EventHub
  private let time: any TimeSource
  private var known: OverlayState?

  init(journal: JournalStore, hub: EventHub, time: any TimeSource) {
    self.journal = journal
    self.hub = hub
    self.time = time
  }

  /// As it stands; after a start as the journal has it. A journal that cannot be read hides nothing.
  func state() async -> OverlayState {
    if let known { return known }
    guard let entries = try? await journal.newest(.overlayChanged) else { return OverlayState(isHidden: false) }
    let state =
      entries.last.map { OverlayState(isHidden: $0.data["hidden"] == .bool(true), by: $0.data["by"]?.text, at: $0.at) }
      ?? OverlayState(isHidden: false)
    if known == nil { known = state }
    return known ?? state
  }

  /// Journalled, then in force.
  ///
  /// Hiding is in force even if the journal cannot be written: what an audience must not see cannot wait for a disk. The caller is told.
  func set(isHidden: Bool, by principal: Principal) async throws(BackendError) -> OverlayState {
    let at = time.now()
    let state = OverlayState(isHidden: isHidden, by: principal.name, at: at.rfc3339)
    do throws(JournalError) {
      _ = try await journal.append([.overlayChanged(isHidden: isHidden, by: principal.name, at: at)], deliveries: [])
    } catch {
      if isHidden { apply(state) }
      throw BackendError(error)
    }
    apply(state)
    return state
  }

  private func apply(_ state: OverlayState) {
    known = state
    hub.publish(.overlay(state))
  }
}
