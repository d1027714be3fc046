import Foundation
import Vocabulary
import YAML

/// Reads the mapping `voice: vapi: signature:`.
struct SignatureReader {
  static let keys = [
    "secret_file", "scheme", "algorithm", "encoding", "signature_header", "timestamp_header", "id_header", "prefix", "payload",
    "tolerance_seconds",
  ]

  let folder: URL

  func read(_ node: YAMLNode) throws(YAMLFailure) -> VapiSetting.Signature {
    let mapping = try node.mapping(allowing: Self.keys)
    let file = try mapping.required("secret_file").text()
    var setting = VapiSetting.Signature(
      secretFile: URL(fileURLWithPath: file, relativeTo: folder).standardizedFileURL.path)
    if let node = mapping["scheme"] {
      setting.form.scheme = try node.choice(of: SignatureForm.Scheme.self)
      if setting.form.scheme == .secret { setting.form.signatureHeader = "x-vapi-secret" }
    }
    if let node = mapping["algorithm"] { setting.form.algorithm = try node.choice(of: SignatureForm.Algorithm.self) }
    if let node = mapping["encoding"] { setting.form.encoding = try node.choice(of: SignatureForm.Encoding.self) }
    if let node = mapping["signature_header"] { setting.form.signatureHeader = try header(node) }
    if let node = mapping["timestamp_header"] { setting.form.timestampHeader = try header(node) }
    if let node = mapping["id_header"] { setting.form.identifierHeader = try header(node) }
    if let node = mapping["prefix"] { setting.form.prefix = try node.text() }
    if let node = mapping["payload"] { setting.form.payload = try payload(node) }
    if let node = mapping["tolerance_seconds"] { setting.form.tolerance = .seconds(try node.integer(in: 10...3_600)) }
    return setting
  }

  private func header(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "the name of a header: letters, digits and -"
    let text = try node.text(allowed: allowed)
    guard (1...64).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
      throw node.failure(allowed: allowed)
    }
    return text.lowercased()
  }

  private func payload(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "a text with {body} in it, and where wanted {timestamp}, {method}, {url} and {svix-id}"
    let text = try node.text(allowed: allowed)
    guard text.contains("{body}"), text.utf8.count <= 200 else { throw node.failure(allowed: allowed) }
    return text
  }
}
