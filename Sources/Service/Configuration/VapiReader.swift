import Foundation
import Vocabulary
import YAML

/// Reads the mapping `voice: vapi:`.
struct VapiReader {
  static let keys = [
    "url", "secret_file", "certificate", "assistant_id", "assistant_file", "phone_number_id", "number_file", "public_url",
    "signature", "control_hosts", "call", "say", "after_seconds", "cooldown_seconds", "budget", "attempts", "repeat_seconds",
    "ring_seconds", "longest_seconds", "quiet_hours", "role", "keep_transcripts", "custom_voice",
  ]

  let folder: URL

  func read(_ node: YAMLNode) throws(YAMLFailure) -> VapiSetting {
    let mapping = try node.mapping(allowing: Self.keys)
    var setting = VapiSetting(
      secretFile: path(try mapping.required("secret_file").text()),
      publicURL: try address(try mapping.required("public_url")),
      signature: try SignatureReader(folder: folder).read(try mapping.required("signature")))
    if let node = mapping["url"] { setting.url = try address(node) }
    if let node = mapping["certificate"] { setting.certificate = path(try node.text()) }
    try people(mapping, node, &setting)
    try policy(mapping, &setting)
    setting.controlHosts = try hosts(mapping["control_hosts"], of: setting.url)
    if let node = mapping["role"] { setting.role = try node.choice(of: VapiSetting.ToolRole.self) }
    if let node = mapping["keep_transcripts"] { setting.keepsTranscripts = try node.boolean() }
    if let node = mapping["custom_voice"] { setting.isVoice = try node.boolean() }
    return setting
  }

  private func people(_ mapping: YAMLMapping, _ node: YAMLNode, _ setting: inout VapiSetting) throws(YAMLFailure) {
    if let node = mapping["assistant_id"] { setting.assistantID = try identifier(node) }
    if let node = mapping["assistant_file"] { setting.assistantFile = path(try node.text()) }
    guard (setting.assistantID == nil) != (setting.assistantFile == nil) else {
      throw node.failure(allowed: "either assistant_id, an assistant kept at VAPI, or assistant_file, one that is sent along")
    }
    if let node = mapping["phone_number_id"] { setting.phoneNumberID = try identifier(node) }
    if let node = mapping["number_file"] { setting.numberFile = path(try node.text()) }
    guard (setting.phoneNumberID == nil) == (setting.numberFile == nil) else {
      throw node.failure(allowed: "phone_number_id and number_file together, or neither: then there are web calls only")
    }
  }

  private func policy(_ mapping: YAMLMapping, _ setting: inout VapiSetting) throws(YAMLFailure) {
    if let node = mapping["call"] { setting.call = try tiers(node) }
    if let node = mapping["say"] { setting.say = try tiers(node) }
    if let node = mapping["after_seconds"] { setting.afterSeconds = try node.integer(in: 0...3_600) }
    if let node = mapping["cooldown_seconds"] { setting.cooldownSeconds = try node.integer(in: 10...86_400) }
    if let node = mapping["budget"] { setting.budget = try node.integer(in: 1...60) }
    if let node = mapping["attempts"] { setting.attempts = try node.integer(in: 1...20) }
    if let node = mapping["repeat_seconds"] { setting.repeatSeconds = try node.integer(in: 0...3_600) }
    if let node = mapping["ring_seconds"] { setting.ringSeconds = try node.integer(in: 5...300) }
    if let node = mapping["longest_seconds"] { setting.longestSeconds = try node.integer(in: 30...7_200) }
    if let node = mapping["quiet_hours"] { setting.quietHours = try VoiceReader(folder: folder).hours(node) }
  }

  /// Numbers and names of alerts go over it, so that anything but TLS is for this machine alone.
  private func address(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "an https URL without user, query, fragment and slash at its end; http for this machine only"
    let text = try node.text(allowed: allowed)
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil,
      parts.query == nil, parts.fragment == nil, !text.hasSuffix("/"),
      parts.scheme == "https" || parts.scheme == "http" && Self.isHere(host)
    else { throw .wrongValue(node.location, key: node.key, allowed: allowed, found: "what stands there") }
    return text
  }

  private func hosts(_ node: YAMLNode?, of url: String) throws(YAMLFailure) -> [String] {
    let host = URLComponents(string: url)?.host ?? ""
    guard let node else { return Self.isHere(host) ? [host] : ["vapi.ai"] }
    var found: [String] = []
    for item in try node.sequence() {
      let allowed = "a host's name in lower case, such as vapi.ai; its subdomains are meant too"
      let text = try item.text(allowed: allowed)
      let isName =
        text.contains(".")
        && text.utf8.allSatisfy {
          (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46
        }
      guard isName, !text.hasPrefix("."), !text.hasSuffix("."), NetworkAddress(text) == nil || Self.isHere(host) else {
        throw item.failure(allowed: allowed)
      }
      found.append(text)
    }
    guard !found.isEmpty else { throw node.failure(allowed: "at least one host") }
    return found
  }

  private func tiers(_ node: YAMLNode) throws(YAMLFailure) -> Set<VapiSetting.Tier> {
    var found: Set<VapiSetting.Tier> = []
    for item in try node.sequence() { found.insert(try item.choice(of: VapiSetting.Tier.self)) }
    return found
  }

  private func identifier(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "an id as VAPI shows it: 1 to 128 of letters, digits and -"
    let text = try node.text(allowed: allowed)
    guard (1...128).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
      throw node.failure(allowed: allowed)
    }
    return text
  }

  static func isHere(_ host: String) -> Bool { host == "localhost" || NetworkAddress(host)?.isLoopback == true }

  private func path(_ text: String) -> String { URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path }
}
