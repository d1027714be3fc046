import Synchronization

/// Where viewers take a stream's encoded pictures, so that watching costs no second encoding.
///
/// A source publishes each unit once; every viewer has its own queue of at most ``queueBound`` units. A viewer that does not
/// keep up loses units up to the next key frame, never the source its pace. With no viewer nothing is copied:
/// ask ``hasViewers`` before making a unit.
/// - Threading: safe from any thread; nothing blocks.
public final class EncodedTap: Sendable {
  /// Units that wait for one viewer at most: a second of ordinary video.
  public static let queueBound = 32

  private struct Viewer {
    let continuation: AsyncStream<EncodedUnit>.Continuation
    var needsKey = true
    /// Has had its first key frame: what it misses from then on is lost.
    var hasBegun = false
    var dropped: UInt64 = 0
  }

  private struct Content {
    var viewers: [UInt64: Viewer] = [:]
    var nextViewer: UInt64 = 0
    /// Of viewers that have left.
    var droppedBefore: UInt64 = 0
    var format: EncodedFormat?
    var keyFrameRequest: (@Sendable () -> Void)?
    var isFinished = false
  }

  private let content = Mutex(Content())
  /// Viewers that have gone and are still in ``content``. A lock of its own: cancelling a viewer's task takes it inside the task's own
  /// lock, which handing a unit to the same task, under the lock of ``content``, needs.
  private let gone = Mutex(Set<UInt64>())

  public init() {}

  /// What the source sends now; `nil` until it is known, and for a codec that cannot be watched.
  public var format: EncodedFormat? { content.withLock { $0.format } }

  /// Whether anyone watches.
  public var hasViewers: Bool {
    content.withLock { content in
      settle(&content)
      return !content.viewers.isEmpty
    }
  }

  /// Units that viewers lost because they did not keep up, or by a break of the source, added up over all viewers.
  public var droppedCount: UInt64 {
    content.withLock { content in content.viewers.values.reduce(content.droppedBefore) { $0 + $1.dropped } }
  }

  /// The units from the next key frame on; a key frame is asked for at once. Ends when the source does.
  ///
  /// Cancel the iterating task, or drop the stream, to leave. `format` of each unit counts: it may change between key frames.
  public func subscribe() -> AsyncStream<EncodedUnit> {
    let (stream, continuation) = AsyncStream.makeStream(of: EncodedUnit.self, bufferingPolicy: .bufferingOldest(Self.queueBound))
    let number = content.withLock { content -> UInt64? in
      guard !content.isFinished else { return nil }
      content.nextViewer += 1
      content.viewers[content.nextViewer] = Viewer(continuation: continuation)
      return content.nextViewer
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in self?.remove(number) }
    requestKeyFrame()
    return stream
  }

  /// Asks the source for a key frame, where it can be asked (a live sender; a file brings its own in time).
  public func requestKeyFrame() {
    content.withLock { $0.keyFrameRequest }?()
  }

  // MARK: The source's side

  /// Says what comes, or `nil` if it cannot be watched.
  public func announce(_ format: EncodedFormat?) {
    content.withLock { $0.format = format }
  }

  /// Sets how a key frame is asked for; called on any thread, must not block.
  public func onKeyFrameRequest(_ request: (@Sendable () -> Void)?) {
    content.withLock { $0.keyFrameRequest = request }
  }

  /// Hands a unit to every viewer.
  public func publish(_ unit: EncodedUnit) {
    let someoneFellBehind = content.withLock { content in
      settle(&content)
      var fellBehind = false
      for index in content.viewers.values.indices {
        fellBehind = Self.offer(unit, to: &content.viewers.values[index]) || fellBehind
      }
      return fellBehind
    }
    if someoneFellBehind { requestKeyFrame() }
  }

  /// Marks a break (a lost source that comes back, a seek): viewers go on at the next key frame.
  public func interrupt() {
    content.withLock { content in
      for index in content.viewers.values.indices { content.viewers.values[index].needsKey = true }
    }
  }

  /// Ends every viewer's stream, for good.
  public func finish() {
    let viewers = content.withLock { content in
      content.isFinished = true
      content.keyFrameRequest = nil
      defer { content.viewers = [:] }
      for viewer in content.viewers.values { content.droppedBefore += viewer.dropped }
      return content.viewers
    }
    for viewer in viewers.values { viewer.continuation.finish() }
  }

  /// Whether the viewer has just begun to lose units.
  private static func offer(_ unit: EncodedUnit, to viewer: inout Viewer) -> Bool {
    if viewer.needsKey && !unit.isKey {
      if viewer.hasBegun { viewer.dropped += 1 }
      return false
    }
    viewer.needsKey = false
    viewer.hasBegun = true
    guard case .dropped = viewer.continuation.yield(unit) else { return false }
    viewer.needsKey = true
    viewer.dropped += 1
    return true
  }

  private func remove(_ number: UInt64) { gone.withLock { _ = $0.insert(number) } }

  /// Lets go of the viewers that have gone.
  private func settle(_ content: inout Content) {
    let numbers = gone.withLock { gone in
      defer { gone.removeAll() }
      return gone
    }
    for number in numbers { content.droppedBefore += content.viewers.removeValue(forKey: number)?.dropped ?? 0 }
  }
}
