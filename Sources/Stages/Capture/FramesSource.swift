import Synchronization
public import Vocabulary

/// A stream whose frames are pushed as JPEG or PNG, one message each: for where WebRTC cannot connect.
///
/// One frame is decoded at a time; while it is, one waits, and a newer one takes its place. Every frame pushed gets a number and comes
/// to one end, which its ``push(_:)`` returns.
/// - Threading: safe from any task. Events come one at a time, in the order of the numbers.
public final class FramesSource: Sendable {
  /// What became of a pushed frame.
  public enum Outcome: Sendable, Hashable {
    case delivered
    /// A newer one came before it was its turn.
    case superseded
    case damaged(PictureFault)
    /// The source was closed.
    case closed
  }

  /// A frame's number, from 1, and its end.
  public struct Receipt: Sendable, Hashable {
    public let sequence: UInt64
    public let outcome: Outcome

    public init(sequence: UInt64, outcome: Outcome) {
      self.sequence = sequence
      self.outcome = outcome
    }
  }

  private struct Waiting {
    let sequence: UInt64
    let bytes: [UInt8]
    let capturedAt: Moment
    let reply: CheckedContinuation<Receipt, Never>

    func end(_ outcome: Outcome) { reply.resume(returning: Receipt(sequence: sequence, outcome: outcome)) }
  }

  private struct Content {
    var pushed: UInt64 = 0
    var waiting: Waiting?
    var isDecoding = false
    var isLive = false
    var isClosed = false
    var hasEnded = false
  }

  private let decoder: PictureDecoder
  private let time: any TimeSource
  private let onEvent: @Sendable (SourceEvent) -> Void
  private let content = Mutex(Content())

  /// - Parameters:
  ///   - pool: where the memory of pictures comes from.
  ///   - time: says when a frame arrived.
  ///   - onEvent: receives `.state(.connecting)` at once, `.state(.live)` before the first picture, pictures and damages,
  ///     `.state(.ended)` when closed. Must not block.
  public init(
    pool: PixelPool = PixelPool(), time: any TimeSource = SystemTime(), onEvent: @escaping @Sendable (SourceEvent) -> Void
  ) {
    decoder = PictureDecoder(pool: pool)
    self.time = time
    self.onEvent = onEvent
    onEvent(.state(.connecting, nil))
  }

  /// Offers one frame; returns when its end is known.
  public func push(_ bytes: [UInt8]) async -> Receipt {
    // The age of a pushed frame counts from its arrival: decoding is a part of the work.
    let capturedAt = time.now()
    return await withCheckedContinuation { reply in
      let (superseded, starts, refused) = content.withLock { content -> (Waiting?, Bool, Bool) in
        content.pushed += 1
        guard !content.isClosed else { return (nil, false, true) }
        let older = content.waiting
        content.waiting = Waiting(sequence: content.pushed, bytes: bytes, capturedAt: capturedAt, reply: reply)
        defer { content.isDecoding = true }
        return (older, !content.isDecoding, false)
      }
      if refused { reply.resume(returning: Receipt(sequence: 0, outcome: .closed)) }
      superseded?.end(.superseded)
      if starts { BlockingWork.begin { [self] in decodeWaiting() } }
    }
  }

  /// Ends the stream; what is being decoded is still delivered.
  public func close() {
    let waiting = content.withLock { content -> Waiting? in
      content.isClosed = true
      defer { content.waiting = nil }
      return content.waiting
    }
    waiting?.end(.closed)
    endIfIdle()
  }

  /// Runs on a thread that may block, alone, until nothing waits.
  private func decodeWaiting() {
    while let frame = next() {
      switch decoder.decodeBlocking(frame.bytes) {
      case .success(let pixels):
        if isFirst() { onEvent(.state(.live, nil)) }
        onEvent(.picture(pixels, capturedAt: frame.capturedAt, senderAge: nil))
        frame.end(.delivered)
      case .failure(let fault):
        onEvent(.damaged)
        frame.end(.damaged(fault))
      }
    }
    endIfIdle()
  }

  private func next() -> Waiting? {
    content.withLock { content in
      defer { content.waiting = nil }
      content.isDecoding = content.waiting != nil
      return content.waiting
    }
  }

  private func isFirst() -> Bool {
    content.withLock { content in
      defer { content.isLive = true }
      return !content.isLive
    }
  }

  private func endIfIdle() {
    let ends = content.withLock { content -> Bool in
      guard content.isClosed, !content.isDecoding, !content.hasEnded else { return false }
      content.hasEnded = true
      return true
    }
    if ends { onEvent(.state(.ended, nil)) }
  }
}
