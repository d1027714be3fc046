import Synchronization

/// Holds the newest frame of one stream until the encoder pulls it; a newer one takes its place.
///
/// It keeps the stream's accounts in the same lock as the frame, so that they add up at any instant.
/// - Threading: safe from any thread; nothing blocks.
public final class Mailbox: Sendable {
  private struct Content {
    var waiting: Frame?
    var inFlight = false
    var counts = FrameCounts()
  }

  private let content = Mutex(Content())

  public init() {}

  /// Puts a received frame in; the one that waited, if any, ends as superseded.
  public func put(_ frame: Frame) {
    content.withLock { box in
      box.counts.received += 1
      if box.waiting != nil { box.counts.superseded += 1 } else { box.counts.pending += 1 }
      box.waiting = frame
    }
  }

  /// Takes the waiting frame for the encoder; `nil` if none waits or one is in flight.
  public func take() -> Frame? {
    content.withLock { box in
      guard !box.inFlight, let frame = box.waiting else { return nil }
      box.waiting = nil
      box.inFlight = true
      return frame
    }
  }

  /// Whether a frame waits that could be taken, and since when.
  public var waitingSince: Moment? { content.withLock { $0.inFlight ? nil : $0.waiting?.capturedAt } }

  /// Ends the frame in flight.
  public func finish(_ outcome: FrameOutcome) {
    content.withLock { box in
      precondition(box.inFlight, "no frame is in flight")
      box.inFlight = false
      box.counts.pending -= 1
      box.counts.add(outcome)
    }
  }

  /// Counts a frame that arrived damaged.
  public func countDamaged() {
    content.withLock { box in
      box.counts.received += 1
      box.counts.decodeError += 1
    }
  }

  /// Counts a frame that a newer one replaced before it was decoded.
  public func countSuperseded() {
    content.withLock { box in
      box.counts.received += 1
      box.counts.superseded += 1
    }
  }

  /// Ends a waiting frame when its stream ends, as superseded: nothing will encode it.
  public func close() {
    content.withLock { box in
      guard box.waiting != nil else { return }
      box.waiting = nil
      box.counts.pending -= 1
      box.counts.superseded += 1
    }
  }

  public var counts: FrameCounts { content.withLock { $0.counts } }
}
