import Synchronization
public import Vocabulary

/// A stream that someone publishes: the same to the road as a ``PulledSource``.
///
/// It outlives the connection that began it: the same publisher's next one takes the stream over.
/// - Threading: as for ``PulledSource``.
public final class PublishedSource: Sendable {
  private struct Content {
    var onEvent: (@Sendable (SourceEvent) -> Void)?
    var session: String?
    var isEnded = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  public let stream: StreamIdentifier
  /// Who publishes: the principal's name.
  public let publisher: String
  /// The encoded stream, for watching without re-encoding.
  public let tap = EncodedTap()
  private let content = Mutex(Content())
  private let close: @Sendable () -> Void

  /// - Parameter close: asks for the connection to be ended.
  init(stream: StreamIdentifier, publisher: String, close: @escaping @Sendable () -> Void) {
    self.stream = stream
    self.publisher = publisher
    self.close = close
  }

  /// Lasts as long as the publisher does; the last event is `.state` with `.ended`. Cancelling the task ends the publisher.
  public func run() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isEnded = content.withLock { content in
          if !content.isEnded { content.waiting.append(continuation) }
          return content.isEnded
        }
        if isEnded { continuation.resume() }
      }
    } onCancel: {
      close()
    }
  }

  /// Asks the publisher for a key frame.
  public func requestKeyFrame() { tap.requestKeyFrame() }

  var session: String? { content.withLock { $0.session } }

  func begin(_ onEvent: @escaping @Sendable (SourceEvent) -> Void) {
    content.withLock { $0.onEvent = onEvent }
    onEvent(.state(.connecting, nil))
  }

  /// Lets `session` feed the stream, and no other from now on.
  /// - Returns: the one that did.
  func handOver(to session: String) -> String? {
    let former = content.withLock { content in
      defer { content.session = session }
      return content.session
    }
    tap.interrupt()
    return former
  }

  /// Passes on what comes from `session`, if the stream is that session's.
  func deliver(_ event: SourceEvent, from session: String) {
    let onEvent = content.withLock { $0.session == session && !$0.isEnded ? $0.onEvent : nil }
    onEvent?(event)
  }

  func end(_ message: UserMessage?) {
    let (onEvent, waiting) = content.withLock { content in
      defer { (content.isEnded, content.waiting, content.onEvent) = (true, [], nil) }
      return (content.isEnded ? nil : content.onEvent, content.waiting)
    }
    tap.finish()
    onEvent?(.state(.ended, message))
    for continuation in waiting { continuation.resume() }
  }
}
