import Synchronization
import Vocabulary

/// Tells everyone who listens how the journal fares: the present state at once, then each change, newest wins.
final class StateBroadcast: Sendable {
  private struct Listeners {
    var current = Health.Journal(state: .ok)
    var continuations: [Int: AsyncStream<Health.Journal>.Continuation] = [:]
    var next = 0
  }

  private let listeners = Mutex(Listeners())

  var current: Health.Journal { listeners.withLock { $0.current } }

  /// Sets the state; listeners hear of it only if it is another.
  func set(_ state: Health.Journal) {
    let continuations = listeners.withLock { listeners -> [AsyncStream<Health.Journal>.Continuation] in
      guard listeners.current != state else { return [] }
      listeners.current = state
      return Array(listeners.continuations.values)
    }
    for continuation in continuations { continuation.yield(state) }
  }

  func stream() -> AsyncStream<Health.Journal> {
    let (stream, continuation) = AsyncStream.makeStream(of: Health.Journal.self, bufferingPolicy: .bufferingNewest(1))
    let (number, current) = listeners.withLock { listeners in
      listeners.next += 1
      listeners.continuations[listeners.next] = continuation
      return (listeners.next, listeners.current)
    }
    continuation.onTermination = { [weak self] _ in self?.remove(number) }
    continuation.yield(current)
    return stream
  }

  private func remove(_ number: Int) { listeners.withLock { _ = $0.continuations.removeValue(forKey: number) } }
}
