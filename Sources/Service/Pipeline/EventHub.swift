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
    content.withLock { content in
      for continuation in content.subscribers.values {
        if case .dropped = continuation.yield(event) { content.dropped += 1 }
      }
    }
  }

  /// Ends every subscription, after what is queued.
  public func finish() {
    let all = content.withLock { Array($0.subscribers.values) }
    for continuation in all { continuation.finish() }
  }

  public var droppedCount: UInt64 { content.withLock { $0.dropped } }
}
