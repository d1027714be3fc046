/// The shared GLib loop as an isolation domain: C callbacks that the loop delivers are isolated to it.
@globalActor public actor GLibActor {
  public static let shared = GLibActor()

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe GLibLoop.shared.asUnownedSerialExecutor() }

  /// Runs `operation` as isolated, for C callbacks that GLib delivers on the loop's thread. Traps on any other thread.
  public static func assumeIsolated<Result>(_ operation: @GLibActor () throws -> Result) rethrows -> Result {
    shared.preconditionIsolated()
    return try withoutActuallyEscaping(operation) { escaping in
      // The same bridge as MainActor.assumeIsolated: the isolation was just checked, only the type still says so.
      try unsafe unsafeBitCast(escaping, to: (() throws -> Result).self)()
    }
  }
}
