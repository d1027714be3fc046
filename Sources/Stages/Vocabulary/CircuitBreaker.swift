/// Decides whether a server that fails is asked at all: after some failures in a row it is left alone, for longer each time, and
/// then tried with a single request.
///
/// A value that reads no clock. Source of the pattern: M. Nygard, "Release It!".
public struct CircuitBreaker: Sendable, Hashable {
  /// Whether requests pass.
  public enum State: Sendable, Hashable {
    case closed
    /// Nothing is sent before this moment.
    case open(until: Moment)
    /// One request is out to see whether it answers again.
    case trial
  }

  public private(set) var state = State.closed
  private var failuresInARow = 0
  private var pause: Duration

  /// Failures in a row that open it.
  public let failureLimit: Int
  /// How long it stays open the first time; each time after it twice as long.
  public let shortestPause: Duration
  public let longestPause: Duration

  /// - Parameters:
  ///   - failureLimit: failures in a row that open it.
  ///   - shortestPause: how long it stays open the first time.
  ///   - longestPause: how long it stays open at most.
  public init(failureLimit: Int = 3, shortestPause: Duration = .seconds(1), longestPause: Duration = .seconds(30)) {
    self.failureLimit = failureLimit
    self.shortestPause = shortestPause
    self.longestPause = longestPause
    pause = shortestPause
  }

  /// Whether a request may be sent now; whoever is admitted says how it ended.
  ///
  /// - Parameter now: the present.
  /// - Returns: whether it may be sent.
  public mutating func admit(at now: Moment) -> Bool {
    switch state {
    case .closed: return true
    case .trial: return false
    case .open(let until):
      guard now >= until else { return false }
      state = .trial
      return true
    }
  }

  /// A request was answered well.
  public mutating func succeed() {
    // A late answer from before the circuit opened proves nothing about now.
    if case .open = state { return }
    (state, failuresInARow, pause) = (.closed, 0, shortestPause)
  }

  /// A request failed.
  ///
  /// - Parameter now: the present.
  public mutating func fail(at now: Moment) {
    switch state {
    case .open: return
    case .trial: open(at: now)
    case .closed:
      failuresInARow += 1
      if failuresInARow >= failureLimit { open(at: now) }
    }
  }

  /// A request ended without saying anything about the server: whoever asked gave it up.
  ///
  /// - Parameter now: the present.
  public mutating func abandon(at now: Moment) {
    if state == .trial { state = .open(until: now) }
  }

  private mutating func open(at now: Moment) {
    state = .open(until: now.advanced(by: pause))
    pause = min(pause * 2, longestPause)
  }
}
