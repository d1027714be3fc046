import Foundation
import Vocabulary
import YAML

/// Reads the list `ice:`.
///
/// - Source: the forms of addresses are those of RFC 7064 section 3.1 (STUN) and RFC 7065 section 3.1 (TURN).
struct IceReader {
  static let allowed = "stun:HOST, turn:HOST or turns:HOST, with :PORT and, for a relay, ?transport=udp or tcp"
  private static let most = 4

  let folder: URL

  func read(_ node: YAMLNode) throws(YAMLFailure) -> [IceSetting] {
    var servers: [IceSetting] = []
    let items = try node.sequence()
    guard items.count <= Self.most else {
      throw node.failure(allowed: "at most \(Self.most) servers: each lengthens every call's start")
    }
    for item in items { servers.append(try server(item)) }
    return servers
  }

  private func server(_ node: YAMLNode) throws(YAMLFailure) -> IceSetting {
    let mapping = try node.mapping(allowing: ["url", "username", "secret_file"])
    let address = try mapping.required("url")
    let url = try address.text(allowed: Self.allowed)
    guard Self.isAddress(url) else { throw address.failure(allowed: Self.allowed) }
    let isRelay = !url.hasPrefix("stun:")
    for key in ["username", "secret_file"] where !isRelay {
      if let node = mapping[key] { throw node.failure(allowed: "nothing: a STUN server asks for no user") }
    }
    let username = try mapping["username"]?.text()
    if let username, !(1...256).contains(username.utf8.count) || username.utf8.contains(where: { $0 < 0x21 || $0 > 0x7E }) {
      throw mapping["username"]?.failure(allowed: "1 to 256 characters of plain ASCII") ?? node.failure(allowed: Self.allowed)
    }
    let file = isRelay ? try mapping.required("secret_file").text() : nil
    return IceSetting(
      url: url, username: username, secretFile: file.map { URL(fileURLWithPath: $0, relativeTo: folder).standardizedFileURL.path }
    )
  }

  /// Only what every reader of such an address understands alike.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, ["stun", "turn", "turns"].contains(parts[0]) else { return false }
    let halves = parts[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    if halves.count == 2, parts[0] == "stun" || !["transport=udp", "transport=tcp"].contains(halves[1]) { return false }
    guard let (host, port) = hostAndPort(halves[0]) else { return false }
    if let port {
      guard let number = UInt16(port), number > 0, port.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
    }
    if host.contains(":") { return NetworkAddress(String(host)) != nil }
    return (1...253).contains(host.utf8.count)
      && host.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46
      }
  }

  private static func hostAndPort(_ text: Substring) -> (Substring, Substring?)? {
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      return (text[text.index(after: text.startIndex)..<end], rest.isEmpty ? nil : rest.dropFirst())
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    return (parts[0], parts.count == 2 ? parts[1] : nil)
  }
}
