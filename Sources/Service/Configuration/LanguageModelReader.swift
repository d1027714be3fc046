import Foundation
import YAML

/// Reads `language_model:`, a word or a mapping.
struct LanguageModelReader {
  static let keys = [
    "engine", "file", "idle_seconds", "url", "model", "secret_file", "certificate", "timeout_ms", "cleartext",
  ]
  /// Keys that speak of a server elsewhere.
  private static let remoteKeys = ["url", "model", "secret_file", "certificate", "timeout_ms", "cleartext"]
  private static let localKeys = ["file", "idle_seconds"]

  let folder: URL

  func read(_ node: YAMLNode) throws(YAMLFailure) -> LanguageModelSetting {
    var setting = LanguageModelSetting()
    if let text = try? node.text() {
      guard let engine = LanguageModelSetting.Engine(rawValue: text), engine != .openai else {
        throw node.failure(allowed: "auto, local or off, or a mapping with \(Self.keys.joined(separator: ", "))")
      }
      setting.engine = engine
      return setting
    }
    let mapping = try node.mapping(allowing: Self.keys)
    // A url says by itself what is meant.
    setting.engine =
      try mapping["engine"]?.choice(of: LanguageModelSetting.Engine.self) ?? (mapping["url"] == nil ? .local : .openai)
    try refuseStray(mapping, for: setting.engine)
    if let node = mapping["file"] { setting.file = path(try node.text()) }
    if let node = mapping["idle_seconds"] { setting.idleSeconds = try node.integer(in: 1...86_400) }
    if setting.engine == .openai { try endpoint(mapping, &setting) }
    return setting
  }

  /// A key that has no effect is a mistake: somebody believes that it has.
  private func refuseStray(_ mapping: YAMLMapping, for engine: LanguageModelSetting.Engine) throws(YAMLFailure) {
    let stray = engine == .openai ? Self.localKeys : engine == .off ? Self.localKeys + Self.remoteKeys : Self.remoteKeys
    for key in stray {
      guard let node = mapping[key] else { continue }
      throw .wrongValue(
        node.location, key: key, allowed: "nothing beside engine: \(engine.rawValue)", found: "what stands there")
    }
  }

  private func endpoint(_ mapping: YAMLMapping, _ setting: inout LanguageModelSetting) throws(YAMLFailure) {
    let mayBeClear = try mapping["cleartext"]?.boolean() ?? false
    setting.url = try OutgoingAddress.read(try mapping.required("url"), mayBeClear: mayBeClear)
    let allowed = "a model's name of 1 to 256 bytes, as the server calls it"
    let model = try mapping.required("model")
    let name = try model.text(allowed: allowed)
    guard (1...256).contains(name.utf8.count) else { throw model.failure(allowed: allowed) }
    setting.model = name
    if let node = mapping["secret_file"] { setting.secretFile = path(try node.text()) }
    if let node = mapping["certificate"] { setting.certificate = path(try node.text()) }
    if let node = mapping["timeout_ms"] { setting.timeoutMilliseconds = try node.integer(in: 100...120_000) }
  }

  private func path(_ text: String) -> String { URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path }
}
