import Capture
import Synchronization
import Vocabulary

/// Remembers what a source told, and lets a test wait for something.
final class EventLog: Sendable {
  private let events = Mutex<[SourceEvent]>([])
  private let stream: AsyncStream<SourceEvent>
  private let inbox: AsyncStream<SourceEvent>.Continuation

  init() { (stream, inbox) = AsyncStream.makeStream() }

  /// To be handed to the source.
  var receive: @Sendable (SourceEvent) -> Void {
    { [self] event in
      // A test that hangs must not fill the memory.
      events.withLock { if $0.count < 2000 { $0.append(event) } }
      inbox.yield(event)
    }
  }

  var all: [SourceEvent] { events.withLock { $0 } }

  /// Waits until `count` events satisfy `condition`.
  func wait(for count: Int = 1, _ condition: (SourceEvent) -> Bool) async {
    var remaining = count
    for await event in stream where condition(event) {
      remaining -= 1
      if remaining == 0 { return }
    }
  }

  func close() { inbox.finish() }

  var pictures: [(pixels: PixelBuffer, capturedAt: Moment)] {
    all.compactMap { if case .picture(let pixels, let capturedAt, _) = $0 { (pixels, capturedAt) } else { nil } }
  }

  var damaged: Int { all.count { if case .damaged = $0 { true } else { false } } }

  var states: [SourceState] { all.compactMap { if case .state(let state, _) = $0 { state } else { nil } } }

  var messages: [UserMessage] { all.compactMap { if case .state(_, let message) = $0 { message } else { nil } } }
}

extension SourceEvent {
  var isPicture: Bool { if case .picture = self { true } else { false } }
  func isState(_ wanted: SourceState) -> Bool { if case .state(wanted, _) = self { true } else { false } }
}
