public import Vocabulary

/// Decides which frames of a session's quiet time are kept, so that misses can be found. A value; time comes in with the frames.
///
/// A session's time is cut into windows of one length. In each, the first usable frame after a drawn moment is taken; it is kept when
/// the window is over if no alert was on in the whole of it, and at most ``Rules/limit`` in a session.
public struct QuietSampler: Sendable {
  /// How densely quiet time is sampled.
  public struct Rules: Sendable, Hashable {
    /// Length of a window.
    public var every: Duration
    /// Pictures of one session.
    public var limit: Int

    /// - Parameters:
    ///   - every: length of a window.
    ///   - limit: pictures of one session.
    public init(every: Duration = .seconds(60), limit: Int = 30) {
      self.every = every
      self.limit = limit
    }
  }

  /// What is to be done with the frame that is shown, or with the one that was taken before.
  public enum Step: Sendable, Hashable {
    case nothing
    /// Hold this frame's picture for now.
    case take
    /// The window is over and was quiet: keep the picture that was taken, as this stretch.
    case keep(from: Moment, to: Moment)
    /// The window is over, or an alert came: forget the picture that was taken.
    case drop
  }

  private let rules: Rules
  private let draw: @Sendable () -> Double
  private var window: (start: Moment, at: Duration)?
  private var hasPicture = false
  private var isQuiet = true
  private var kept = 0

  /// - Parameters:
  ///   - rules: how densely.
  ///   - draw: where in a window the frame is taken, 0..<1; given by tests.
  public init(rules: Rules = Rules(), draw: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }) {
    self.rules = rules
    self.draw = draw
  }

  /// Takes in what is known of a frame.
  ///
  /// - Parameters:
  ///   - moment: when it was captured; never earlier than the one before.
  ///   - isUsable: whether it was analysed.
  ///   - hasAlert: whether an alert is on.
  /// - Returns: what is to be done. A window's end is told before the next window's frame is taken.
  public mutating func observe(at moment: Moment, isUsable: Bool, hasAlert: Bool) -> Step {
    guard kept < rules.limit else { return .nothing }
    guard let (start, at) = window else {
      begin(at: moment)
      return observe(at: moment, isUsable: isUsable, hasAlert: hasAlert)
    }
    guard moment.since(start) < rules.every else {
      let step: Step =
        hasPicture && isQuiet ? .keep(from: start, to: start.advanced(by: rules.every)) : hasPicture ? .drop : .nothing
      if case .keep = step { kept += 1 }
      begin(at: moment)
      isQuiet = !hasAlert
      return step
    }
    if hasAlert {
      let step: Step = hasPicture ? .drop : .nothing
      (isQuiet, hasPicture) = (false, false)
      return step
    }
    guard isQuiet, isUsable, !hasPicture, moment.since(start) >= at else { return .nothing }
    hasPicture = true
    return .take
  }

  private mutating func begin(at moment: Moment) {
    window = (moment, rules.every * draw())
    (hasPicture, isQuiet) = (false, true)
  }
}
