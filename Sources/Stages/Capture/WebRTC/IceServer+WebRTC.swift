import Foundation
import Vocabulary

extension IceServer {
  /// As `webrtcbin` reads STUN servers: `stun://host:port`; `nil` for a relay.
  var stunAddress: String? {
    guard url.hasPrefix("stun:") else { return nil }
    return "stun://" + hostAndPort(standard: 3478)
  }

  /// As `webrtcbin` reads relays: `turn://user:password@host:port?transport=udp`; `nil` for a STUN server.
  var relayAddress: String? {
    guard let username, let credential, let end = url.firstIndex(of: ":"), !url.hasPrefix("stun:") else { return nil }
    let query = url.firstIndex(of: "?").map { url[$0...] } ?? ""
    return "\(url[..<end])://\(Self.encoded(username)):\(Self.encoded(credential))@"
      + hostAndPort(standard: url.hasPrefix("turns:") ? 5349 : 3478) + query
  }

  /// webrtcbin knows no port of its own (RFC 7064, RFC 7065: 3478, with TLS 5349).
  private func hostAndPort(standard: Int) -> String {
    let rest = url.drop { $0 != ":" }.dropFirst().prefix { $0 != "?" }
    let named = rest.hasPrefix("[") ? rest.hasSuffix("]") ? nil : rest : rest.contains(":") ? rest : nil
    return String(named ?? rest + ":\(standard)")
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
