import Foundation
import Glibc

/// Work that computes for minutes beside live streams: on a thread of its own, of low priority (nice 10).
enum LowPriorityWork {
  /// - Parameters:
  ///   - name: of the thread.
  ///   - body: runs there, to its end.
  /// - Returns: what `body` gives.
  static func run<Value: Sendable>(_ name: String, _ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let thread = Thread {
        // On Linux this is the calling thread's own niceness.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        continuation.resume(returning: body())
      }
      thread.name = name
      thread.stackSize = 4 << 20
      thread.start()
    }
  }
}
