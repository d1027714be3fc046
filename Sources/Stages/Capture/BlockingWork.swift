import Dispatch

/// Where calls run that may wait for a network or another thread: never the cooperative pool, never a streaming thread.
public enum BlockingWork {
  private static let queue = DispatchQueue(label: "capture.blocking", attributes: .concurrent)

  /// Runs `work` and gives its result.
  public static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  /// Runs `work` and gives its result.
  public static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }

  /// Starts `work` and returns at once.
  static func begin(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }
}
