import Synchronization
import Vocabulary

/// When a connection last brought a picture.
final class Arrivals: Sendable {
  private struct Content {
    var latest: Moment
    var hasArrived = false
  }

  private let content: Mutex<Content>

  init(since start: Moment) { content = Mutex(Content(latest: start)) }

  /// The last picture's moment; the start before the first.
  var latest: Moment { content.withLock { $0.latest } }

  /// - Returns: whether it is the first.
  func note(_ moment: Moment) -> Bool {
    content.withLock { content in
      defer { content.hasArrived = true }
      content.latest = moment
      return !content.hasArrived
    }
  }
}
