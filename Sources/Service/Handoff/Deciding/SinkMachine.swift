public import Journal
public import Vocabulary

/// Decides what becomes of a sink's messages after each attempt, and when the sink as a whole is left alone. A value; it reads no clock.
public struct SinkMachine: Sendable, Hashable {
  private static let firstBackoff = Duration.milliseconds(250)
  private static let longestBackoff = Duration.seconds(30)
  /// Answers that say that the sink, not the message, cannot just now.
  private static let throttling: Set<Int> = [429, 502, 503, 504]

  private let schedule: RetrySchedule
  /// Whether anything is sent.
  public private(set) var isOn: Bool
  /// Why it is off; empty while it is on.
  public private(set) var offReason = ""
  /// Nothing is sent before, on the monotonic clock; `nil` = now.
  public private(set) var pausedUntil: Duration?
  /// What went wrong last since the last success, and when.
  public private(set) var fault: (words: String, at: Moment)? {
    get { faultWords.flatMap { words in faultAt.map { (words, $0) } } }
    set { (faultWords, faultAt) = (newValue?.words, newValue?.at) }
  }
  private var faultWords: String?
  private var faultAt: Moment?
  public private(set) var lastSuccess: Moment?
  /// Attempts in a row after which the sink as a whole was left alone for a while.
  private var troubles = 0
  /// Attempts by what came of them.
  public private(set) var counts = SinkCounts()

  /// - Parameters:
  ///   - schedule: when messages are tried again.
  ///   - isOn: whether anything is sent.
  ///   - reason: why it is off.
  public init(schedule: RetrySchedule, isOn: Bool, reason: String = "") {
    self.schedule = schedule
    self.isOn = isOn
    offReason = isOn ? "" : reason
  }

  /// Switches it on or off.
  ///
  /// - Parameters:
  ///   - isOn: how it stands from now on.
  ///   - reason: why.
  public mutating func turn(_ isOn: Bool, reason: String) {
    self.isOn = isOn
    offReason = isOn ? "" : reason
    guard isOn else { return }
    (pausedUntil, troubles) = (nil, 0)
  }

  /// How long nothing may be sent.
  ///
  /// - Parameter now: the present.
  /// - Returns: `nil` = it may be sent now.
  public func pause(at now: Moment) -> Duration? {
    guard let pausedUntil, pausedUntil > now.monotonic else { return nil }
    return pausedUntil - now.monotonic
  }

  /// Decides what becomes of a message after an attempt.
  ///
  /// - Parameters:
  ///   - result: what came of it.
  ///   - id: the delivery's.
  ///   - attempt: which it was, from 1.
  ///   - now: the present.
  ///   - chance: 0 ..< 1, so that many messages do not come back in step.
  /// - Returns: what the outbox notes.
  public mutating func settle(
    _ result: AttemptResult, of id: String, attempt: Int, at now: Moment, chance: Double
  ) -> DeliverySettlement {
    switch result {
    case .accepted(let answer):
      (lastSuccess, fault, troubles, pausedUntil) = (now, nil, 0, nil)
      counts.delivered += 1
      return DeliverySettlement(id: id, state: .delivered, answer: answer)
    case .refused(410, _):
      turn(false, reason: "the sink answered 410: it wants no more messages")
      return bury(id, result, at: now)
    case .refused(let status, let retryAfter):
      if Self.throttling.contains(status) { leaveAlone(for: retryAfter.map { .milliseconds($0) }, at: now) }
      return again(id, result, attempt: attempt, retryAfter: retryAfter, at: now, chance: chance)
    case .failed:
      leaveAlone(for: nil, at: now)
      return again(id, result, attempt: attempt, retryAfter: nil, at: now, chance: chance)
    }
  }

  /// Notes what came of an attempt that belongs to no message of the outbox.
  ///
  /// - Parameters:
  ///   - result: what came of it.
  ///   - now: the present.
  public mutating func noteTest(_ result: AttemptResult, at now: Moment) {
    counts.tests += 1
    if case .accepted = result { (lastSuccess, fault) = (now, nil) } else { fault = (result.words, now) }
  }

  /// Notes a message that must not leave any more.
  public mutating func noteWithdrawn() { counts.withdrawn += 1 }

  private mutating func leaveAlone(for asked: Duration?, at now: Moment) {
    // Attempts that were under way together fail together: that is one trouble, not one for each.
    if asked == nil, pause(at: now) != nil { return }
    let doubled = (0..<min(troubles, 10)).reduce(Self.firstBackoff) { pause, _ in pause * 2 }
    troubles += 1
    let until = now.monotonic + (asked ?? min(doubled, Self.longestBackoff))
    pausedUntil = max(pausedUntil ?? until, until)
  }

  private mutating func again(
    _ id: String, _ result: AttemptResult, attempt: Int, retryAfter: Int64?, at now: Moment, chance: Double
  ) -> DeliverySettlement {
    guard let pause = schedule.pause(after: attempt, retryAfter: retryAfter, chance: chance) else {
      return bury(id, result, at: now)
    }
    fault = (result.words, now)
    counts.failed += 1
    return DeliverySettlement(id: id, state: .waiting(at: now.wallMilliseconds + pause), answer: result.words)
  }

  private mutating func bury(_ id: String, _ result: AttemptResult, at now: Moment) -> DeliverySettlement {
    fault = (result.words, now)
    counts.dead += 1
    return DeliverySettlement(id: id, state: .dead, answer: result.words)
  }
}
