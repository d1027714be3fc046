import Calls
import Configuration
import Vocabulary

extension CallRules {
  /// The rules that a configuration asks for.
  ///
  /// The voice's budget bounds what is said in calls too. Its quiet hours do not: they are about a room, and calls have their own.
  init(_ setting: VapiSetting, voice: VoiceSetting = VoiceSetting()) {
    self.init()
    calling = Set(setting.call.map(\.tier))
    saying = Set(setting.say.map(\.tier))
    patience = .seconds(setting.afterSeconds)
    cooldown = .seconds(setting.cooldownSeconds)
    budget = setting.budget
    wordsBudget = voice.budget
    attempts = setting.attempts
    repeatAfter = setting.repeatSeconds == 0 ? nil : .seconds(setting.repeatSeconds)
    quietHours = setting.quietHours.map { QuietHours(from: $0.from, to: $0.to) }
    ringing = .seconds(setting.ringSeconds)
    longest = .seconds(setting.longestSeconds)
    // Without a number nobody can be rung, whatever the rules say.
    if setting.numberFile == nil { calling = [] }
  }
}

extension VapiSetting.Tier {
  fileprivate var tier: AlertTier { self == .warning ? .warning : .caution }
}
