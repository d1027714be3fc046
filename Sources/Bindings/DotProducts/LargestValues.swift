/// Keeps the largest of the values that it is given: a binary heap whose root is the smallest of them.
public struct LargestValues: Sendable {
  private let limit: Int
  private var heap: [Float] = []

  /// - Precondition: `limit` is above 0.
  public init(limit: Int) {
    precondition(limit > 0, "at least one value is kept")
    self.limit = limit
    heap.reserveCapacity(min(limit, 1024))
  }

  /// What a value must exceed to be kept; −∞ while there is room.
  public var smallest: Float { heap.count < limit ? -.infinity : heap[0] }

  public mutating func insert(_ value: Float) {
    if heap.count < limit {
      heap.append(value)
      var child = heap.count - 1
      while child > 0, heap[(child - 1) / 2] > heap[child] {
        heap.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    } else if value > heap[0] {
      heap[0] = value
      sink()
    }
  }

  private mutating func sink() {
    var parent = 0
    while 2 * parent + 1 < heap.count {
      var child = 2 * parent + 1
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
