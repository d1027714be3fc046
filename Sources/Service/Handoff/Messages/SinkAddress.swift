public import Configuration
import Foundation

/// Where a sink is, in the parts that a sender needs. Path and query may hold a secret, so that nothing of them is shown.
public struct SinkAddress: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  public let isSecure: Bool
  /// In lower case; an IPv6 address without its brackets.
  public let host: String
  public let port: Int
  /// Path and query as they are sent; empty for the root.
  let path: String
  /// Scheme, host and port.
  public let description: String

  /// - Parameter setting: a sink whose address the configuration has checked.
  /// - Throws: ``HandoffError/settings(sink:what:)`` for an address without a usable port.
  public init(_ setting: SinkSetting) throws(HandoffError) {
    guard let parts = URLComponents(string: setting.url), let scheme = parts.scheme?.lowercased(),
      let host = parts.host?.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    else { throw .settings(sink: setting.name, what: "url: cannot be read") }
    let usual = ["https": 443, "http": 80, "mqtts": 8883, "mqtt": 1883][scheme]
    guard let port = parts.port ?? usual, (1...65_535).contains(port) else {
      throw .settings(sink: setting.name, what: "url: has no port from 1 to 65535")
    }
    isSecure = scheme == "https" || scheme == "mqtts"
    self.host = host
    self.port = port
    path = parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
    description = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  /// Nothing but ``description``.
  public var customMirror: Mirror { Mirror(reflecting: description) }
}
