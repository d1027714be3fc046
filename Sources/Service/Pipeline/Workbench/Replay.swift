import Alerting
import Vectors
import Vocabulary

/// What one alert machine makes of kept frames: the very machine that runs live, told the frames' own times.
struct Replay: Sendable {
  /// An alert, by milliseconds since 1970.
  struct Span: Sendable, Hashable {
    let from: Int64
    var to: Int64

    /// Whether they touch, give or take `slack` milliseconds.
    func touches(_ other: Span, slack: Int64 = 0) -> Bool { from <= other.to + slack && other.from <= to + slack }
  }

  private(set) var alerts: [Span] = []

  /// - Parameters:
  ///   - frames: in order.
  ///   - values: one for each frame on the setting's scale; `nil` where it has none.
  ///   - setting: what is tried.
  init(_ frames: [KeptStretch.Head], values: [Double?], setting: ThresholdSetting) {
    var machine = AlertMachine(setting)
    var session: Int?
    var isOpen = false
    for (frame, value) in zip(frames, values) {
      let wall = frame.capturedAt.wallMilliseconds
      // Another session may be another person's: everything starts from nothing.
      if session != frame.session {
        _ = machine.endSession()
        (session, isOpen) = (frame.session, false)
      }
      if isOpen { alerts[alerts.count - 1].to = wall }
      guard let value else {
        machine.pause()
        continue
      }
      switch machine.observe(
        AlertSample(frame: frame.sequence, capturedAt: frame.capturedAt, evidence: 0, value: value))
      {
      case .raised?:
        alerts.append(Span(from: wall, to: wall))
        isOpen = true
      case .ended?: isOpen = false
      case nil: break
      }
    }
  }

  /// How long frames followed one another closely enough for the machine to count, in milliseconds.
  ///
  /// - Parameters:
  ///   - frames: in order.
  ///   - values: one for each frame.
  static func watchedMilliseconds(_ frames: [KeptStretch.Head], values: [Double?]) -> Double {
    var (total, previous) = (Duration.zero, KeptStretch.Head?.none)
    for (frame, value) in zip(frames, values) {
      guard value != nil else {
        previous = nil
        continue
      }
      if let previous, previous.session == frame.session {
        let gap = frame.capturedAt.since(previous.capturedAt)
        if gap > .zero, gap <= AlertMachine.longestGap { total += gap }
      }
      previous = frame
    }
    return total.milliseconds
  }
}
