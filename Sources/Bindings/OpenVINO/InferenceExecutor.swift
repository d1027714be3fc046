import Dispatch

/// A thread's worth of order for work that blocks: inference runs here, one piece after the other, and never on the
/// cooperative pool.
///
/// - Threading: an actor that names it as its executor runs on this queue; several may share one.
public final class InferenceExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// - Parameter name: shown in thread lists and crash reports.
  public init(name: String) {
    queue = DispatchQueue(label: name, qos: .userInteractive)
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    queue.async { unsafe unowned.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
