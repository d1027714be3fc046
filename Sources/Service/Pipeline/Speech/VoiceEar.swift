import Synchronization
import Vocabulary
import Voice

/// Listens to what publishers say, to know whether somebody speaks; keeps nothing of it.
///
/// - Threading: ``hear(_:on:)`` from streaming threads, one at a time for each stream.
final class VoiceEar: Sendable {
  /// Changes that may wait: the oldest goes, a newer one of the same stream says more.
  static let bound = 256

  private let rooms = Mutex<[StreamIdentifier: VoiceActivity]>([:])
  /// A stream, and whether somebody speaks there now.
  let changes: AsyncStream<(StreamIdentifier, Bool)>
  private let continuation: AsyncStream<(StreamIdentifier, Bool)>.Continuation

  init() { (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.bound)) }

  /// Takes sound: 16,000 samples a second.
  func hear(_ samples: [Int16], on stream: StreamIdentifier) {
    var activity = rooms.withLock { $0[stream] ?? VoiceActivity() }
    let changed = activity.hear(samples)
    rooms.withLock { [activity] in $0[stream] = activity }
    // Told again and again while somebody speaks, so that a lost message cannot leave the voice waiting.
    if changed || activity.isActive { continuation.yield((stream, activity.isActive)) }
  }

  func forget(_ stream: StreamIdentifier) { _ = rooms.withLock { $0.removeValue(forKey: stream) } }
}
