import Synchronization
import Vocabulary

/// Says how the encoder fares, from how frames end.
///
/// - Threading: safe from any thread.
final class EncoderWatchdog: Sendable {
  private struct Content {
    var fault: EncoderFault?
    /// Late frames in a row.
    var lateInARow = 0
  }

  private let content = Mutex(Content())

  func note(_ journey: Journey) {
    content.withLock { content in
      switch journey {
      case .failed(let fault): content.fault = fault
      case .late: content.lateInARow += 1
      case .analysed, .gated: content = Content()
      }
    }
  }

  var state: Health.Encoder {
    content.withLock { content in
      if let fault = content.fault { return Health.Encoder(state: .missing, detail: fault.description) }
      // One late frame is a hiccup; five in a row mean that frames come faster than they can be served at all.
      return content.lateInARow >= 5 ? Health.Encoder(state: .overloaded) : Health.Encoder(state: .ok)
    }
  }
}
