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
  private var hasFailed = false

  /// How it stands while the journal does not say: what an audience must not see cannot wait for a disk.
  static let unknown = OverlayState(
    isHidden: true,
    fault: "The journal cannot be read, so nobody knows whether overlays were hidden. They stay hidden until it can be read, "
      + "or until somebody shows them. Look at the journal's line on Settings, and at the disk.")

  init(journal: JournalStore, hub: EventHub, time: any TimeSource) {
    self.journal = journal
    self.hub = hub
    self.time = time
  }

  /// As it stands; after a start as the journal has it. While the journal cannot be read everything is hidden, and that is said.
  func state() async -> OverlayState {
    if let known { return known }
    do throws(JournalError) {
      let newest = try await journal.newest(.overlayChanged).last
      hasFailed = false
      let state = OverlayState(
        isHidden: newest?.data["hidden"] == .bool(true), by: newest?.data["by"]?.text, at: newest?.at)
      // Somebody may have changed it while the journal was read.
      known = known ?? state
      return known ?? state
    } catch {
      if !hasFailed { ServerLog.error("overlays", "hidden: the journal cannot be read, so nobody knows how they should stand") }
      hasFailed = true
      return known ?? Self.unknown
    }
  }

  /// Reads until the journal says how it stands, then tells every screen: one that was told that nobody knows need not ask again.
  func settle(every pause: Duration = .seconds(2)) async {
    while !Task.isCancelled {
      let isLate = hasFailed
      let state = await state()
      if state.fault == nil {
        if isLate { hub.publish(.overlay(state)) }
        return
      }
      hub.publish(.overlay(state))
      try? await Task.sleep(for: pause)
    }
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
