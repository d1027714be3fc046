import Synchronization

/// Keeps the memory of pictures that nobody holds any more, so that live video allocates nothing.
///
/// - Threading: safe from any thread.
public final class PixelPool: Sendable {
  private let free = Mutex<[[UInt8]]>([])
  private let capacity: Int

  /// - Parameter capacity: how many idle buffers are kept; more are freed.
  public init(capacity: Int = 8) { self.capacity = capacity }

  /// Memory of exactly `count` bytes with undefined content; reused if an idle buffer has that size.
  public func take(byteCount count: Int) -> [UInt8] {
    let reused = free.withLock { idle -> [UInt8]? in
      guard let index = idle.lastIndex(where: { $0.count == count }) else { return nil }
      return idle.remove(at: index)
    }
    return reused ?? [UInt8](repeating: 0, count: count)
  }

  func takeBack(_ bytes: [UInt8]) {
    free.withLock { idle in
      // The oldest goes first: after a change of resolution the old sizes die out.
      if idle.count >= capacity { idle.removeFirst() }
      idle.append(bytes)
    }
  }
}
