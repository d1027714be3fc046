import Foundation

/// The one server that a client speaks to: scheme, host, port and the path that its requests start with.
public struct HTTPTarget: Sendable, Hashable {
  public let isSecure: Bool
  /// In lower case; an IPv6 address without its brackets.
  public let host: String
  public let port: Int
  /// Without a slash at its end; empty for the root.
  public let path: String

  /// What a target's text must be.
  public static let allowed = "an http or https URL without user, query and fragment, such as https://encoder.example:8000"

  /// `nil` for anything but ``allowed``.
  public init?(_ text: String) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.password == nil, parts.query == nil,
      parts.fragment == nil, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    isSecure = scheme == "https"
    self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    port = parts.port ?? (scheme == "https" ? 443 : 80)
    guard (1...65_535).contains(port) else { return nil }
    path = String(parts.percentEncodedPath.reversed().drop { $0 == "/" }.reversed())
  }

  /// Whether the name can only be this machine.
  public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") && IPv4.isAddress(host) }

  /// Scheme, host and port as a URL spells them, and the path.
  public var text: String { "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)\(path)" }

  private enum IPv4 {
    static func isAddress(_ text: String) -> Bool {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
  }
}
