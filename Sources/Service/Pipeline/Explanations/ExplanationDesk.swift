import Explanation
import Synchronization
public import Vocabulary

/// Explains each alert once it is stored and shown, and hands the explanation to be stored and shown in turn.
///
/// At most ``bound`` alerts wait. One that finds the queue full is told to every screen as "not explained", and counted; it can still be
/// explained when it is opened. Neither the road nor the journal ever waits for an explanation.
/// - Threading: `submit` from any thread; one task explains.
public final class ExplanationDesk: Sendable {
  /// Alerts that may wait for their explanation.
  public static let bound = 64

  private let explain: @Sendable (AlertRecord) async -> Vocabulary.Explanation
  private let hub: EventHub
  private let time: any TimeSource
  private let waiting: (stream: AsyncStream<AlertRecord>, continuation: AsyncStream<AlertRecord>.Continuation)
  private let counts = Mutex(Counts())

  /// How explanations ended.
  public struct Counts: Sendable, Hashable {
    public var explained: UInt64 = 0
    /// Nothing is known of the condition, or there is no store.
    public var refused: UInt64 = 0
    /// The queue was full.
    public var dropped: UInt64 = 0
  }

  /// - Parameters:
  ///   - hub: is told of what could not be explained.
  ///   - time: dates the entries.
  ///   - explain: composes.
  public init(
    hub: EventHub, time: any TimeSource,
    explain: @escaping @Sendable (AlertRecord) async -> Vocabulary.Explanation
  ) {
    self.hub = hub
    self.time = time
    self.explain = explain
    waiting = AsyncStream.makeStream(of: AlertRecord.self, bufferingPolicy: .bufferingOldest(Self.bound))
  }

  /// Queues an alert; returns at once.
  ///
  /// - Parameter alert: stored and shown already.
  public func submit(_ alert: AlertRecord) {
    guard case .dropped = waiting.continuation.yield(alert) else { return }
    counts.withLock { $0.dropped += 1 }
    hub.publish(.explanation(.refused(.tooMany, condition: alert.condition, alert: alert), sequence: nil))
  }

  /// How many ended how.
  public var outcomes: Counts { counts.withLock { $0 } }

  /// Lets `run` return after what is queued.
  public func finish() { waiting.continuation.finish() }

  /// Explains until ``finish()`` or cancellation.
  ///
  /// - Parameter store: takes what is to be journalled and shown.
  public func run(storing store: @escaping @Sendable (DeskItem) -> Void) async {
    for await alert in waiting.stream { await explain(alert, store) }
  }

  private func explain(_ alert: AlertRecord, _ store: @Sendable (DeskItem) -> Void) async {
    let explanation = await explain(alert)
    counts.withLock { counts in
      if explanation.refused == nil { counts.explained += 1 } else { counts.refused += 1 }
    }
    store(.explained(explanation, at: time.now()))
  }
}
