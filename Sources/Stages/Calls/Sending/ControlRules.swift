/// Where a call may be controlled from: the service names the address, and this server decides whether it believes that.
public struct ControlRules: Sendable, Hashable {
  /// Hosts in lower case; their subdomains too.
  public let hosts: [String]
  /// Whether it may be this machine, in the clear: only where the service itself is configured to be this machine.
  public let allowsLoopback: Bool

  /// - Parameters:
  ///   - hosts: in lower case.
  ///   - allowsLoopback: whether it may be this machine.
  public init(hosts: [String], allowsLoopback: Bool) {
    self.hosts = hosts
    self.allowsLoopback = allowsLoopback
  }

  func allows(_ host: String) -> Bool { hosts.contains { host == $0 || host.hasSuffix("." + $0) } }
}
