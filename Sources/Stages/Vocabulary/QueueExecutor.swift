public import Dispatch

/// A serial executor on a thread of a dispatch queue: where blocking C runs, so that the cooperative pool never waits.
///
/// - Threading: jobs run one at a time, in order, on the named queue.
public final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// - Parameters:
  ///   - name: shown by debuggers and in ARCHITECTURE's table of threads.
  ///   - quality: how urgent its jobs are to the system.
  public init(name: String, quality: DispatchQoS = .userInitiated) {
    queue = DispatchQueue(label: name, qos: quality)
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    queue.async { [self] in unsafe unowned.runSynchronously(on: asUnownedSerialExecutor()) }
  }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor { unsafe UnownedSerialExecutor(ordinary: self) }

  public func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
