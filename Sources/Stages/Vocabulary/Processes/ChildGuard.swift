public import Foundation
import Synchronization

/// A process under `timeout(1)`, where somebody else can end it.
public final class ChildGuard: Sendable {
  private enum State { case idle, running(Int32), stopped }
  private let state = Mutex(State.idle)

  /// Nothing runs yet.
  public init() {}

  /// Starts a process unless everything was stopped.
  ///
  /// - Parameter process: `timeout(1)` with what it is to run; it leads a group of its own.
  /// - Returns: whether it runs.
  /// - Throws: what `Process.run()` throws.
  public func start(_ process: Process) throws -> Bool {
    try state.withLock { state in
      if case .stopped = state { return false }
      try process.run()
      state = .running(process.processIdentifier)
      return true
    }
  }

  /// It has ended.
  public func finish() {
    state.withLock { state in
      if case .running = state { state = .idle }
    }
  }

  /// Kills what runs, and lets nothing start any more.
  public func stop() {
    state.withLock { state in
      // `timeout(1)` leads a group of its own, with all that it started in it.
      if case .running(let leader) = state, kill(-leader, SIGKILL) != 0 { kill(leader, SIGKILL) }
      state = .stopped
    }
  }
}
