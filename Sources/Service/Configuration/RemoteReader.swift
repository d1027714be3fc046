import Foundation
import YAML

/// Reads the mapping `remote:`.
struct RemoteReader {
  static let keys = [
    "url", "protocol", "model", "image", "text", "predict_path", "image_side", "preprocessing", "tokenizer", "logit_scale",
    "secret_file", "certificate", "timeout_ms", "batch", "batch_window_ms", "fallback", "cleartext",
  ]

  let folder: URL

  func read(_ node: YAMLNode) throws(YAMLFailure) -> RemoteSetting {
    let mapping = try node.mapping(allowing: Self.keys)
    let mayBeClear = try mapping["cleartext"]?.boolean() ?? false
    var setting = RemoteSetting(url: try OutgoingAddress.read(try mapping.required("url"), mayBeClear: mayBeClear))
    if let node = mapping["protocol"] { setting.kind = try node.choice(of: RemoteSetting.Kind.self) }
    if let node = mapping["model"] {
      setting.image.model = try name(node)
      setting.text.model = setting.image.model
    }
    if let node = mapping["image"] { try side(node, &setting.image) }
    if let node = mapping["text"] { try side(node, &setting.text) }
    try pictures(mapping, &setting)
    try access(mapping, &setting)
    try patience(mapping, &setting)
    return setting
  }

  private func name(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "a model's name of 1 to 256 bytes"
    let text = try node.text(allowed: allowed)
    guard (1...256).contains(text.utf8.count) else { throw node.failure(allowed: allowed) }
    return text
  }

  private func side(_ node: YAMLNode, _ side: inout RemoteSetting.Side) throws(YAMLFailure) {
    let mapping = try node.mapping(allowing: ["model", "version", "input", "output"])
    if let node = mapping["model"] { side.model = try name(node) }
    side.version = try mapping["version"]?.text()
    side.input = try mapping["input"]?.text()
    side.output = try mapping["output"]?.text()
  }

  private func pictures(_ mapping: YAMLMapping, _ setting: inout RemoteSetting) throws(YAMLFailure) {
    if let node = mapping["image_side"] { setting.imageSide = try node.integer(in: 16...1_024) }
    if let node = mapping["preprocessing"] { setting.preprocessing = try node.choice(of: RemoteSetting.Preprocessing.self) }
    if let node = mapping["tokenizer"] { setting.tokenizer = path(try node.text()) }
    if let node = mapping["logit_scale"] { setting.logitScale = try node.number(in: 0.001...10_000) }
    if let node = mapping["predict_path"] {
      let text = try node.text()
      guard text.hasPrefix("/"), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("?"), !text.contains("#") else {
        throw node.failure(allowed: "a path that starts with a slash, percent-encoded")
      }
      setting.predictPath = text
    }
  }

  private func access(_ mapping: YAMLMapping, _ setting: inout RemoteSetting) throws(YAMLFailure) {
    if let node = mapping["secret_file"] { setting.secretFile = path(try node.text()) }
    if let node = mapping["certificate"] { setting.certificate = path(try node.text()) }
    if let node = mapping["fallback"] { setting.fallsBack = try node.boolean() }
  }

  private func patience(_ mapping: YAMLMapping, _ setting: inout RemoteSetting) throws(YAMLFailure) {
    if let node = mapping["timeout_ms"] { setting.timeoutMilliseconds = try node.integer(in: 10...60_000) }
    if let node = mapping["batch"] { setting.batch = try node.integer(in: 1...64) }
    if let node = mapping["batch_window_ms"] { setting.batchWindowMilliseconds = try node.integer(in: 0...100) }
  }

  private func path(_ text: String) -> String { URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path }
}
