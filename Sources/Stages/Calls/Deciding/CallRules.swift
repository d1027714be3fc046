public import Vocabulary

/// Whom the server may call, how often, and what it says then.
public struct CallRules: Sendable, Hashable {
  /// Tiers for which somebody is rung; empty = nobody is.
  public var calling: Set<AlertTier> = [.warning]
  /// Tiers that are said in a call that is under way. Advisories never are.
  public var saying: Set<AlertTier> = [.warning]
  /// How long an alert must stand unanswered before somebody is rung for it.
  public var patience: Duration = .zero
  /// From the end of a call, or a failed attempt, to the next one that nobody asked for.
  public var cooldown: Duration = .seconds(300)
  /// Calls within ``budgetWindow`` that nobody asked for.
  public var budget = 4
  public var budgetWindow: Duration = .seconds(3_600)
  /// Calls for one alert.
  public var attempts = 3
  /// How long after it was said in a call an alert is said again, while nobody acknowledges it; `nil` = never.
  public var repeatAfter: Duration? = .seconds(30)
  /// How often one alert is said in all its calls together.
  public var repetitions = 20
  /// Utterances in calls within ``wordsWindow``, as the voice's own budget; the first time that a warning is said in a call is always
  /// said, and counts.
  public var wordsBudget = 12
  public var wordsWindow: Duration = .seconds(300)
  /// Minutes of the local day in which nobody is rung, and in which a call that is under way is told each warning once and nothing else.
  public var quietHours: [QuietHours] = []
  /// How long it may ring.
  public var ringing: Duration = .seconds(60)
  /// How long a call may last.
  public var longest: Duration = .seconds(600)
  /// How long a call lasts on when nothing is open any more.
  public var linger: Duration = .seconds(30)
  /// How long the end of a call is waited for after it was hung up.
  public var ending: Duration = .seconds(15)
  /// How long the service's report is waited for after a call.
  public var reporting: Duration = .seconds(60)
  /// How long nothing is sent after words did not get through.
  public var recovery: Duration = .seconds(5)

  /// What a server does that is told no more than whom to call.
  public init() {}
}
