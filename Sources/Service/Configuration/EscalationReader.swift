import YAML

/// Reads `escalation:`, the word `off` or a mapping.
struct EscalationReader {
  static let keys = ["after_seconds", "to"]

  func read(_ node: YAMLNode) throws(YAMLFailure) -> EscalationSetting {
    var setting = EscalationSetting()
    if let text = try? node.text() {
      guard text == "off" else { throw node.failure(allowed: "off, or a mapping with \(Self.keys.joined(separator: ", "))") }
      setting.isOn = false
      return setting
    }
    let mapping = try node.mapping(allowing: Self.keys)
    if let node = mapping["after_seconds"] { setting.afterSeconds = try node.integer(in: 10...86_400) }
    if let node = mapping["to"] {
      let allowed = "a user's name or a role, in 1 to 64 bytes"
      let text = try node.text(allowed: allowed)
      guard (1...64).contains(text.utf8.count), !text.unicodeScalars.contains(where: { $0.value < 32 }) else {
        throw node.failure(allowed: allowed)
      }
      setting.to = text
    }
    return setting
  }
}
