import CGLib

/// How the C library keeps the memory of this process.
public enum HeapSettings {
  /// Lets the threads of this process share `count` heaps; to be called before there are many (`mallopt`, `M_ARENA_MAX`).
  ///
  /// The default is eight for each core: what one heap freed no other one uses.
  /// - Returns: whether the C library took it.
  @discardableResult
  public static func limitArenas(to count: Int32) -> Bool { mallopt(M_ARENA_MAX, count) == 1 }
}
