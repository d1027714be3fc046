import Foundation
import Soup

/// An address of a provider: https, or http on this machine.
struct ProviderAddress: Sendable, Hashable {
  /// Scheme, host and port.
  let target: HTTPTarget
  /// Path and query.
  let path: String

  /// `nil` for anything with a user or a fragment, in the clear elsewhere, or with characters that do not belong into a URL.
  init?(_ text: String) {
    guard text.utf8.count <= 2_048, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C && $0 != 0x22 }),
      let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), let host = parts.host, !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.fragment == nil,
      let target = HTTPTarget(
        "\(scheme)://\(host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host)\(parts.port.map { ":\($0)" } ?? "")"),
      target.isSecure || target.isLoopback
    else { return nil }
    self.target = target
    let bare = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    path = bare + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
  }
}
