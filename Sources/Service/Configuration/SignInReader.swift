import Foundation
import Vocabulary
import YAML

/// Reads the mapping `sign_in:`.
struct SignInReader {
  static let keys = ["idle_minutes", "longest_hours", "provider"]
  static let providerKeys = [
    "name", "issuer", "client_id", "secret_file", "public_url", "scopes", "certificate", "claim", "roles",
  ]

  let folder: URL

  func read(_ node: YAMLNode) throws(YAMLFailure) -> SignInSetting {
    let mapping = try node.mapping(allowing: Self.keys)
    var setting = SignInSetting()
    if let node = mapping["idle_minutes"] {
      let minutes = try node.number(in: 0...1_440)
      // A person must have time to reach for the mouse.
      guard minutes == 0 || minutes >= 0.05 else { throw node.failure(allowed: "0 for never, or a number from 0.05 to 1440") }
      setting.idle = minutes == 0 ? nil : .milliseconds(Int64((minutes * 60_000).rounded()))
    }
    if let node = mapping["longest_hours"] { setting.longest = .seconds(try node.integer(in: 1...168) * 3_600) }
    if let node = mapping["provider"] { setting.provider = try provider(node) }
    return setting
  }

  private func provider(_ node: YAMLNode) throws(YAMLFailure) -> ProviderSetting {
    let mapping = try node.mapping(allowing: Self.providerKeys)
    var setting = ProviderSetting(
      name: try short(try mapping.required("name"), "what the sign-in page calls it, in 1 to 60 bytes", 60),
      issuer: try address(try mapping.required("issuer"), mayHavePath: true),
      clientID: try short(try mapping.required("client_id"), "the client's id as the provider shows it, in 1 to 256 bytes", 256),
      publicURL: try address(try mapping.required("public_url"), mayHavePath: false))
    if let node = mapping["secret_file"] { setting.secretFile = path(try node.text()) }
    if let node = mapping["certificate"] { setting.certificate = path(try node.text()) }
    if let node = mapping["claim"] { setting.claim = try short(node, "a claim's name in 1 to 100 bytes", 100) }
    if let node = mapping["scopes"] { setting.scopes = try scopes(node) }
    setting.grants = try grants(try mapping.required("roles"))
    return setting
  }

  private func scopes(_ node: YAMLNode) throws(YAMLFailure) -> [String] {
    let scopes = try node.texts()
    // RFC 6749, section 3.3: what a scope may be made of.
    let isPlain = scopes.allSatisfy {
      $0.utf8.allSatisfy { $0 == 0x21 || (0x23...0x5B).contains($0) || (0x5D...0x7E).contains($0) }
    }
    guard isPlain, scopes.contains("openid") else { throw node.failure(allowed: "a list of scopes, openid among them") }
    return scopes
  }

  private func grants(_ node: YAMLNode) throws(YAMLFailure) -> [ProviderSetting.Grant] {
    var grants: [ProviderSetting.Grant] = []
    for item in try node.sequence() {
      let mapping = try item.mapping(allowing: ["value", "role", "streams"])
      let role = try mapping.required("role")
      let streams = try mapping["streams"].map { (node) throws(YAMLFailure) in try self.streams(node) }
      let grant = ProviderSetting.Grant(
        value: try mapping.required("value").text(), role: try role.choice(of: Role.self), streams: streams)
      guard grant.role != .administrator || streams == nil else {
        throw role.failure(allowed: "a role other than administrator where streams are named: an administrator has all")
      }
      grants.append(grant)
    }
    guard !grants.isEmpty else { throw node.failure(allowed: "at least one value of the claim, with the role that it gives") }
    return grants
  }

  private func streams(_ node: YAMLNode) throws(YAMLFailure) -> Set<StreamIdentifier> {
    var streams: Set<StreamIdentifier> = []
    for item in try node.sequence() {
      let allowed = "1 to 64 of a-z, 0-9 and -"
      guard let stream = StreamIdentifier(try item.text(allowed: allowed)) else { throw item.failure(allowed: allowed) }
      streams.insert(stream)
    }
    return streams
  }

  private func short(_ node: YAMLNode, _ allowed: String, _ most: Int) throws(YAMLFailure) -> String {
    let text = try node.text(allowed: allowed)
    guard text.utf8.count <= most else { throw node.failure(allowed: allowed) }
    return text
  }

  /// Codes and tokens go over it, so that anything but TLS is for this machine alone.
  private func address(_ node: YAMLNode, mayHavePath: Bool) throws(YAMLFailure) -> String {
    let allowed =
      "an https URL without user, query\(mayHavePath ? "" : ", path") and fragment; http for this machine only"
    let refusal = YAMLFailure.wrongValue(node.location, key: node.key, allowed: allowed, found: "what stands there")
    guard let text = try? node.text(), let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil, mayHavePath || parts.path.isEmpty,
      parts.scheme == "https" || parts.scheme == "http" && VapiReader.isHere(host)
    else { throw refusal }
    return text
  }

  private func path(_ text: String) -> String { URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path }
}
