import Synchronization
import Vocabulary

/// A clip's own time: it jumps to each picture's place and runs on from there while the picture is being analysed.
///
/// So alerts dwell as long as they would have live, whatever the speed of this machine, and ages are real ones.
final class ClipTime: TimeSource {
  private struct Content {
    var picture: Moment
    var taken: Moment
  }

  private let clock: any TimeSource
  private let start: Moment
  private let content: Mutex<Content>

  /// - Parameter clock: what runs in between.
  init(_ clock: any TimeSource) {
    self.clock = clock
    start = clock.now()
    content = Mutex(Content(picture: start, taken: start))
  }

  /// Begins with the picture at `time` from the clip's start.
  /// - Returns: its moment.
  func begin(at time: Duration) -> Moment {
    let moment = start.advanced(by: time)
    content.withLock { $0 = Content(picture: moment, taken: clock.now()) }
    return moment
  }

  func now() -> Moment {
    let present = clock.now()
    return content.withLock { $0.picture.advanced(by: present.since($0.taken)) }
  }
}
