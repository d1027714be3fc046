import Synchronization
import Vocabulary

/// A clock that stands until it is moved.
final class SteppedTime: TimeSource {
  private let moment = Mutex(Moment(monotonic: .seconds(1_000), wallMilliseconds: 1_795_526_232_345))

  func now() -> Moment { moment.withLock { $0 } }
  func move(by interval: Duration) { moment.withLock { $0 = $0.advanced(by: interval) } }
}
