import Foundation
import YAML

/// Reads the mapping `voice:`.
struct VoiceReader {
  static let keys = ["engine", "page", "call", "speakers", "barge_in", "repeat_seconds", "budget", "quiet_hours", "vapi"]

  let folder: URL

  func read(_ node: YAMLNode) throws(YAMLFailure) -> VoiceSetting {
    var setting = VoiceSetting()
    if let text = try? node.text() {
      guard text == "off" else { throw node.failure(allowed: "off, or a mapping with \(Self.keys.joined(separator: ", "))") }
      setting.isOn = false
      return setting
    }
    let mapping = try node.mapping(allowing: Self.keys)
    if let node = mapping["engine"] { setting.engine = try node.choice(of: VoiceSetting.Engine.self) }
    if let node = mapping["page"] { setting.page = try node.boolean() }
    if let node = mapping["call"] { setting.call = try node.boolean() }
    if let node = mapping["speakers"] { setting.speakers = try node.boolean() }
    if let node = mapping["barge_in"] { setting.bargesIn = try node.boolean() }
    if let node = mapping["repeat_seconds"] { setting.repeatSeconds = try node.integer(in: 0...3_600) }
    if let node = mapping["budget"] { setting.budget = try node.integer(in: 1...1_000) }
    if let node = mapping["quiet_hours"] { setting.quietHours = try hours(node) }
    if let node = mapping["vapi"] { setting.vapi = try VapiReader(folder: folder).read(node) }
    return setting
  }

  func hours(_ node: YAMLNode) throws(YAMLFailure) -> [VoiceSetting.Hours] {
    var found: [VoiceSetting.Hours] = []
    for item in try node.sequence() {
      let allowed = "two times of the local day in quotes, as \"22:00-06:30\""
      let parts = try item.text(allowed: allowed).split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, let from = Self.minute(parts[0]), let to = Self.minute(parts[1]) else {
        throw item.failure(allowed: allowed)
      }
      found.append(VoiceSetting.Hours(from: from, to: to))
    }
    return found
  }

  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isWholeNumber) }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }
}
