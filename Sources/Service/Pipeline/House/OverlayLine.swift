import Configuration
import Vocabulary

/// What the text file for broadcasts says: one line, from the alerts that hold. A value.
struct OverlayLine: Sendable {
  private let setting: OverlayTextSetting
  private let names: [ConditionIdentifier: String]
  private var holding: [AlertIdentifier: AlertRecord] = [:]
  private var isHidden = false

  init(setting: OverlayTextSetting, names: [ConditionIdentifier: String]) {
    self.setting = setting
    self.names = names
  }

  mutating func note(_ event: ServerEvent) {
    switch event {
    case .alert(let record, _), .alertChanged(let record, _):
      guard setting.stream == nil || setting.stream == record.stream else { return }
      // Ended ones leave: an audience must not read an old finding as a present one. Acknowledged ones hold on.
      holding[record.id] = record.endedAt == nil ? record : nil
    case .overlay(let state): isHidden = state.isHidden
    default: break
    }
  }

  /// Empty when nothing holds, and while overlays are hidden.
  var text: String {
    guard !isHidden, let alert = holding.values.min(by: Self.comesFirst) else { return "" }
    let finding =
      setting.words == .safe
      ? "Something was noticed."
      : "Resembles \((names[alert.condition] ?? alert.condition.text).lowercased())."
    return "\(finding)\(alert.demo ? " Drawn skin." : "") Research use only, not for diagnosis."
  }

  private static func comesFirst(_ left: AlertRecord, _ right: AlertRecord) -> Bool {
    let rank = { (tier: AlertTier) in AlertTier.allCases.firstIndex(of: tier) ?? .max }
    if left.tier != right.tier { return rank(left.tier) < rank(right.tier) }
    return left.sequence > right.sequence
  }
}
