/// Where the server listens.
public struct BoundAddress: Sendable, Hashable, CustomStringConvertible {
  /// Numeric.
  public let host: String
  /// As the kernel chose it, if 0 was asked for.
  public let port: UInt16
  public let isSecure: Bool

  public init(host: String, port: UInt16, isSecure: Bool) {
    self.host = host
    self.port = port
    self.isSecure = isSecure
  }

  /// The URL of the root.
  public var description: String {
    "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
}
