import CGLib

/// How the C library keeps the memory of this process.
public enum HeapSettings {
  /// Lets the threads of this process share `count` heaps; to be called before there are many (`mallopt`, `M_ARENA_MAX`).
  ///
  /// The default is eight for each core: what one heap freed no other one uses.
  /// - Returns: whether the C library took it.
  @discardableResult
  public static func limitArenas(to count: Int32) -> Bool { mallopt(M_ARENA_MAX, count) == 1 }

  /// Lets blocks of at least `bytes` have memory of their own, which goes back to the system when they are freed, and hands free memory
  /// at a heap's end back (`mallopt`, `M_MMAP_THRESHOLD` and `M_TRIM_THRESHOLD`). For work whose large blocks are of another size
  /// each time: in one heap they leave gaps that no later one fits.
  /// - Returns: whether the C library took it.
  @discardableResult
  public static func returnBlocks(from bytes: Int32) -> Bool {
    mallopt(M_MMAP_THRESHOLD, bytes) == 1 && mallopt(M_TRIM_THRESHOLD, bytes) == 1
  }
}
