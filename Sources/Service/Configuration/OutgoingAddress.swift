import Foundation
import Vocabulary
import YAML

/// Addresses of servers that this one sends patients' pictures or words to.
enum OutgoingAddress {
  /// The secure scheme and the one in clear text.
  struct Schemes {
    let secure: String
    let clear: String

    static let http = Schemes(secure: "https", clear: "http")
    static let mqtt = Schemes(secure: "mqtts", clear: "mqtt")
  }

  /// Anything but TLS must be asked for by name, except on this machine. Link-local addresses, where clouds keep their machines'
  /// credentials, are nobody's encoder or language model.
  ///
  /// - Source: RFC 3927 (169.254.0.0/16), RFC 4291 section 2.5.6 (fe80::/10).
  static func read(
    _ node: YAMLNode, mayBeClear: Bool, schemes: Schemes = .http, mayHaveQuery: Bool = false
  ) throws(YAMLFailure) -> String {
    let without = mayHaveQuery ? "user and fragment" : "user, query and fragment"
    let allowed =
      "an \(schemes.secure) URL without \(without); \(schemes.clear) for this machine, or elsewhere with cleartext: true"
    let refusal = YAMLFailure.wrongValue(node.location, key: node.key, allowed: allowed, found: "what stands there")
    guard let text = try? node.text(), let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), parts.user == nil, parts.password == nil,
      parts.query == nil || mayHaveQuery, parts.fragment == nil
    else { throw refusal }
    let address = NetworkAddress(host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
    let isLocal = host == "localhost" || address?.isLoopback == true
    guard parts.scheme == schemes.secure || parts.scheme == schemes.clear && (isLocal || mayBeClear) else { throw refusal }
    guard address.map(isLinkLocal) != true else {
      throw .wrongValue(
        node.location, key: node.key, allowed: "an address that is not link-local", found: "a link-local address")
    }
    return text
  }

  private static func isLinkLocal(_ address: NetworkAddress) -> Bool {
    address.isVersion6
      ? address.bytes[0] == 0xFE && address.bytes[1] & 0xC0 == 0x80 : address.bytes[0] == 169 && address.bytes[1] == 254
  }
}
