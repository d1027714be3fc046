import Foundation
import Vocabulary
import YAML

/// Reads the items of `sinks:`.
struct SinkReader {
  private static let common = [
    "name", "kind", "url", "retry", "details", "explanations", "enabled", "link", "timeout_seconds", "certificate", "cleartext",
  ]
  private static let own: [SinkSetting.Kind: [String]] = [
    .webhook: ["secret_file"], .cloudevents: ["secret_file", "token_file", "mode", "source"],
    .fhir: ["token_file", "source"], .mqtt: ["username", "password_file", "topic", "discovery"],
  ]
  private static let everyKey = common + Set(own.values.joined()).sorted()

  let folder: URL
  let allow: SourceAllowance

  func read(_ node: YAMLNode) throws(YAMLFailure) -> [SinkSetting] {
    var sinks: [SinkSetting] = []
    for item in try node.sequence() {
      let sink = try sink(item)
      guard !sinks.contains(where: { $0.name == sink.name }) else {
        throw try item.mapping(allowing: Self.everyKey).required("name").failure(allowed: Self.nameAllowed)
      }
      sinks.append(sink)
    }
    return sinks
  }

  private static let nameAllowed = "1 to 64 of a-z, 0-9 and -, used once"

  private func sink(_ item: YAMLNode) throws(YAMLFailure) -> SinkSetting {
    let kind = try item.mapping(allowing: Self.everyKey).required("kind").choice(of: SinkSetting.Kind.self)
    // Only what this kind has: a secret for a sink that cannot sign would be a false comfort.
    let mapping = try item.mapping(allowing: Self.common + (Self.own[kind] ?? []))
    let mayBeClear = try mapping["cleartext"]?.boolean() ?? false
    var sink = SinkSetting(
      name: try name(try mapping.required("name")), kind: kind,
      url: try address(try mapping.required("url"), of: kind, mayBeClear: mayBeClear))
    if kind == .webhook { _ = try mapping.required("secret_file") }
    try files(mapping, &sink)
    try policy(mapping, &sink)
    try form(mapping, &sink)
    return sink
  }

  private func name(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let text = try node.text(allowed: Self.nameAllowed)
    guard StreamIdentifier(text) != nil else { throw node.failure(allowed: Self.nameAllowed) }
    return text
  }

  private func address(_ node: YAMLNode, of kind: SinkSetting.Kind, mayBeClear: Bool) throws(YAMLFailure) -> String {
    let schemes: OutgoingAddress.Schemes = kind == .mqtt ? .mqtt : .http
    let text = try OutgoingAddress.read(
      node, mayBeClear: mayBeClear, schemes: schemes, mayHaveQuery: kind == .webhook || kind == .cloudevents)
    let scheme = String(text.prefix { $0 != ":" })
    guard kind == .mqtt || allow.schemes.contains(scheme) else {
      throw .wrongValue(
        node.location, key: node.key, allowed: "a scheme that allow: schemes: has", found: "the scheme \(scheme)")
    }
    return text
  }

  private func files(_ mapping: YAMLMapping, _ sink: inout SinkSetting) throws(YAMLFailure) {
    if let node = mapping["secret_file"] { sink.secretFile = path(try node.text()) }
    if let node = mapping["token_file"] { sink.tokenFile = path(try node.text()) }
    if let node = mapping["password_file"] { sink.passwordFile = path(try node.text()) }
    if let node = mapping["certificate"] { sink.certificate = path(try node.text()) }
    if let node = mapping["username"] { sink.user = try short(node, allowed: "a user's name of 1 to 128 bytes") }
    if let node = mapping["password_file"], sink.user == nil { throw node.failure(allowed: "a file only beside username") }
  }

  private func policy(_ mapping: YAMLMapping, _ sink: inout SinkSetting) throws(YAMLFailure) {
    if let node = mapping["retry"] { sink.retry = try retry(node) }
    if let node = mapping["details"] { sink.details = try node.choice(of: SinkSetting.Details.self) }
    if let node = mapping["explanations"] { sink.explains = try node.boolean() }
    if let node = mapping["enabled"] { sink.isOn = try node.boolean() }
    if let node = mapping["timeout_seconds"] { sink.timeoutSeconds = try node.integer(in: 1...60) }
    if let node = mapping["link"] { sink.link = try link(node) }
  }

  private func form(_ mapping: YAMLMapping, _ sink: inout SinkSetting) throws(YAMLFailure) {
    if let node = mapping["mode"] { sink.mode = try node.choice(of: SinkSetting.Mode.self) }
    if let node = mapping["source"] {
      let allowed = "a URI of 1 to 200 printable characters, such as https://skino.clinic.example or urn:clinic:skino"
      let text = try node.text(allowed: allowed)
      guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), text.contains(":"),
        URLComponents(string: text) != nil
      else { throw node.failure(allowed: allowed) }
      sink.source = text
    }
    if let node = mapping["topic"] { sink.topic = try topic(node) }
    if let node = mapping["discovery"] {
      if (try? node.boolean()) == false { sink.discovery = nil } else { sink.discovery = try topic(node) }
    }
  }

  private func topic(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "a topic of 1 to 128 letters, digits, -, _ and /, with no slash at either end"
    let text = try node.text(allowed: allowed)
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_/".contains($0)) }
    guard (1...128).contains(text.utf8.count), isPlain, !text.hasPrefix("/"), !text.hasSuffix("/"), !text.contains("//") else {
      throw node.failure(allowed: allowed)
    }
    return text
  }

  private func short(_ node: YAMLNode, allowed: String) throws(YAMLFailure) -> String {
    let text = try node.text(allowed: allowed)
    guard (1...128).contains(text.utf8.count) else { throw node.failure(allowed: allowed) }
    return text
  }

  private func link(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "where browsers find this server, such as https://skino.clinic.example"
    guard let origin = Origin.normalised(try node.text(allowed: allowed)), origin != "*" else {
      throw node.failure(allowed: allowed)
    }
    return origin
  }

  // MARK: Times

  private static let longestPause: Int64 = 30 * 86_400_000

  private func retry(_ node: YAMLNode) throws(YAMLFailure) -> [Int64] {
    var pauses: [Int64] = []
    for item in try node.sequence() { pauses.append(try pause(item)) }
    guard (1...50).contains(pauses.count) else {
      throw node.failure(allowed: "a list of 1 to 50 pauses, one before each attempt, such as [0s, 5s, 5m, 2h]")
    }
    return pauses
  }

  private func pause(_ node: YAMLNode) throws(YAMLFailure) -> Int64 {
    if let seconds = try? node.integer(in: 0...Int(Self.longestPause / 1_000)) { return Int64(seconds) * 1_000 }
    let allowed = "a pause of 0 to 30 days, such as 0s, 250ms, 5m, 2h or 1d"
    let text = try node.text(allowed: allowed)
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units: [Substring: Int64] = ["ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let count = Int64(digits), let unit = units[text.dropFirst(digits.count)],
      count <= Self.longestPause / unit
    else { throw node.failure(allowed: allowed) }
    return count * unit
  }

  private func path(_ text: String) -> String { URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path }
}
