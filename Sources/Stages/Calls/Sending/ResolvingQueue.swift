internal import Vocabulary

/// Where name servers are waited for.
actor ResolvingQueue {
  private nonisolated let executor: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(_ executor: QueueExecutor) { self.executor = executor }

  func run<Outcome: Sendable>(_ work: @Sendable () -> Outcome) -> Outcome { work() }
}
