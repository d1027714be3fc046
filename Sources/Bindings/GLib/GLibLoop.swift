import CGLib
import Foundation
import Synchronization

/// A GLib main context on a thread of its own, usable as a Swift executor.
///
/// Jobs wait in a Swift mutex and one idle source drains them: the hand-over is visible to the thread sanitizer, which GLib's own
/// locks are not.
/// - Threading: everything that the context dispatches runs on this one thread.
@safe public final class GLibLoop: SerialExecutor, @unchecked Sendable {
  // @unchecked: the context and loop pointers never change and GLib's functions on them are thread-safe.

  /// The loop of HTTP, signalling and media buses.
  public static let shared = GLibLoop(name: "glib")

  /// `g_main_context_new`; for attaching sources. Valid as long as the loop lives.
  public let context: OpaquePointer
  private let loop: OpaquePointer
  private let jobs = Mutex<[UnownedJob]>([])

  public init(name: String) {
    unsafe context = g_main_context_new()
    unsafe loop = g_main_loop_new(context, 0)
    let thread = Thread { [self] in
      unsafe g_main_context_push_thread_default(context)
      unsafe g_main_loop_run(loop)
      unsafe g_main_context_pop_thread_default(context)
    }
    thread.name = name
    thread.start()
  }

  /// Ends the thread after what it is doing; the loop cannot be used again.
  public func quit() { unsafe g_main_loop_quit(loop) }

  public func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    let wasEmpty = jobs.withLock { waiting in
      waiting.append(unowned)
      return waiting.count == 1
    }
    if wasEmpty { wake() }
  }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor { unsafe UnownedSerialExecutor(ordinary: self) }

  public func checkIsolated() {
    precondition(isOwner, "this must run on the GLib loop's thread")
  }

  public func isIsolatingCurrentContext() -> Bool? { isOwner }

  private var isOwner: Bool { unsafe g_main_context_is_owner(context) != 0 }

  private func wake() {
    let source = unsafe g_idle_source_new()
    unsafe g_source_set_priority(source, G_PRIORITY_DEFAULT)
    unsafe g_source_set_callback(
      source,
      { data in
        if let data = unsafe data { unsafe Unmanaged<GLibLoop>.fromOpaque(data).takeUnretainedValue().drain() }
        return 0
      },
      Unmanaged.passRetained(self).toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<GLibLoop>.fromOpaque(data).release() } })
    unsafe g_source_attach(source, context)
    unsafe g_source_unref(source)
  }

  private func drain() {
    let ready = jobs.withLock { waiting in
      defer { waiting.removeAll(keepingCapacity: true) }
      return waiting
    }
    for job in ready { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
  }
}
