import Synchronization
public import Vocabulary

/// Hands every event to every subscriber.
///
/// A subscriber's queue holds ``bound`` events; when it is full the oldest goes and is counted. The server drains it on a loop
/// of its own, so that a drop means that the server stands still, not that a browser is slow.
/// - Threading: safe from any thread; nothing blocks.
public final class EventHub: Sendable {
  public static let bound = 1024

  private struct Content {
    var subscribers: [Int: AsyncStream<ServerEvent>.Continuation] = [:]
    var next = 0
    var dropped: UInt64 = 0
  }

  private let content = Mutex(Content())
  /// Held while an event is handed out, so that all get events in one order. Not ``content``: cancelling a subscriber's task takes that
  /// inside the task's own lock, which handing an event to the same task needs.
  private let handingOut = Mutex(())

  public init() {}

  /// Events from now on, until the stream is dropped or the hub finishes.
  public func subscribe() -> AsyncStream<ServerEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: ServerEvent.self, bufferingPolicy: .bufferingNewest(Self.bound))
    let number = content.withLock { content in
      content.next += 1
      content.subscribers[content.next] = continuation
      return content.next
    }
    continuation.onTermination = { [weak self] _ in
      _ = self?.content.withLock { $0.subscribers.removeValue(forKey: number) }
    }
    return stream
  }

  public func publish(_ event: ServerEvent) {
    handingOut.withLock { _ in
      let subscribers = content.withLock { Array($0.subscribers.values) }
      let dropped = subscribers.count { if case .dropped = $0.yield(event) { true } else { false } }
      if dropped > 0 { content.withLock { $0.dropped += UInt64(dropped) } }
    }
  }

  /// Ends every subscription, after what is queued.
  public func finish() {
    let all = content.withLock { Array($0.subscribers.values) }
    for continuation in all { continuation.finish() }
  }

  public var droppedCount: UInt64 { content.withLock { $0.dropped } }
}
