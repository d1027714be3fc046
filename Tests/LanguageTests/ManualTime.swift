import Synchronization
import Vocabulary

/// A clock that stands until it is moved.
final class ManualTime: TimeSource {
  private let moment = Mutex(Moment(monotonic: .seconds(1000), wallMilliseconds: 0))

  func now() -> Moment { moment.withLock { $0 } }

  func move(by interval: Duration) { moment.withLock { $0 = $0.advanced(by: interval) } }
}
