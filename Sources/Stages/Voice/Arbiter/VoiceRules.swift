public import Vocabulary

/// What the voice may do, and how often.
public struct VoiceRules: Sendable, Hashable {
  /// How long after a warning was spoken it is spoken again, while nobody acknowledges it; `nil` = never.
  public var repeatAfter: Duration?
  /// At most so many utterances within ``budgetWindow``; the first utterance of a warning is always spoken, and counts.
  public var budget: Int
  public var budgetWindow: Duration
  /// Minutes of the local day in which only the first utterance of a warning is spoken.
  public var quietHours: [QuietHours]
  /// Whether the voice yields to people who speak.
  public var bargesIn: Bool
  /// How long a warning yields at most; then it is spoken over people.
  public var patience: Duration
  /// How long nobody may have spoken before the voice goes on.
  public var calm: Duration
  /// How long after its raise a warning is still spoken for the first time, if its finding is gone.
  public var freshFor: Duration
  /// An utterance that has not ended after this long is stuck.
  public var stuckAfter: Duration

  /// - Parameters:
  ///   - repeatAfter: `nil` = warnings are not repeated.
  ///   - budget: utterances within the window.
  ///   - budgetWindow: the window.
  ///   - quietHours: none by default.
  ///   - bargesIn: whether the voice yields.
  ///   - patience: the longest that a warning yields.
  ///   - calm: silence before the voice goes on.
  ///   - freshFor: for a warning whose finding is gone.
  ///   - stuckAfter: the longest that an utterance may take.
  public init(
    repeatAfter: Duration? = .seconds(20), budget: Int = 12, budgetWindow: Duration = .seconds(300),
    quietHours: [QuietHours] = [],
    bargesIn: Bool = true, patience: Duration = .seconds(6), calm: Duration = .milliseconds(800),
    freshFor: Duration = .seconds(30), stuckAfter: Duration = .seconds(15)
  ) {
    self.repeatAfter = repeatAfter
    self.budget = budget
    self.budgetWindow = budgetWindow
    self.quietHours = quietHours
    self.bargesIn = bargesIn
    self.patience = patience
    self.calm = calm
    self.freshFor = freshFor
    self.stuckAfter = stuckAfter
  }
}
