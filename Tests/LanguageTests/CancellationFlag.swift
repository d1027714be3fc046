import Synchronization

/// Whether a task was cancelled, readable from threads that are no task's.
final class CancellationFlag: Sendable {
  private let flag = Mutex(false)

  var value: Bool { flag.withLock { $0 } }

  func set() { flag.withLock { $0 = true } }
}
