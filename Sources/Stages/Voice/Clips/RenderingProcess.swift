import Foundation
import Synchronization

/// The process that renders, where somebody else can end it.
final class RenderingProcess: Sendable {
  private enum State { case idle, running(Int32), stopped }
  private let state = Mutex(State.idle)

  /// Starts a process unless everything was stopped.
  /// - Returns: whether it runs.
  func start(_ process: Process) throws -> Bool {
    try state.withLock { state in
      if case .stopped = state { return false }
      try process.run()
      state = .running(process.processIdentifier)
      return true
    }
  }

  /// It has ended.
  func finish() {
    state.withLock { state in
      if case .running = state { state = .idle }
    }
  }

  /// Kills what runs, and lets nothing start any more.
  func stop() {
    state.withLock { state in
      // `timeout(1)` leads a group of its own, with all that it started in it.
      if case .running(let leader) = state, kill(-leader, SIGKILL) != 0 { kill(leader, SIGKILL) }
      state = .stopped
    }
  }
}
