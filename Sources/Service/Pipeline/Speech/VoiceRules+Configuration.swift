import Configuration
import Vocabulary
import Voice

extension VoiceRules {
  /// The rules that a configuration asks for.
  init(_ setting: VoiceSetting) {
    self.init(
      repeatAfter: setting.repeatSeconds == 0 ? nil : .seconds(setting.repeatSeconds), budget: setting.budget,
      quietHours: setting.quietHours.map { QuietHours(from: $0.from, to: $0.to) }, bargesIn: setting.bargesIn)
  }
}
