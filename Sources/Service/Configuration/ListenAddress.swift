import Vocabulary

/// Where to listen: a numeric address, or `localhost`, and a port.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
  /// Numeric, without brackets.
  public let host: String
  /// 0 lets the kernel choose.
  public let port: UInt16

  public static let standard = ListenAddress(host: "127.0.0.1", port: 8080)

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// What ``init(_:)`` takes, in words.
  public static let allowed = "ADDRESS:PORT with a numeric address or localhost, and a port from 0 to 65535"

  /// Reads `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; `nil` if it is none of them.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
      // A zone names a network card of one machine; the address alone decides who may come.
      guard !host.contains("%"), NetworkAddress(host)?.isVersion6 == true else { return nil }
    } else {
      if host == "localhost" { host = "127.0.0.1" }
      guard !host.contains(":"), NetworkAddress(host)?.isVersion6 == false else { return nil }
    }
    self.init(host: host, port: port)
  }

  /// Whether only this machine can reach it.
  public var isLoopback: Bool { NetworkAddress(host)?.isLoopback ?? false }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
