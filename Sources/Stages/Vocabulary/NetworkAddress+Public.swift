extension NetworkAddress {
  /// Ranges that are no public host's: this machine's, private, shared, link-local, documentation, benchmarking, multicast, reserved, and
  /// those that wrap an IPv4 address.
  ///
  /// - Source: RFC 6890 and the registries that it founds; RFC 6598, RFC 6052, RFC 9637.
  private static let special: [NetworkRange] = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fc00::/7",
    "fe80::/10", "fec0::/10", "ff00::/8",
  ].compactMap(NetworkRange.init)

  /// Whether it can be a host on the open internet, so that a name which resolves to it leads nowhere else.
  public var isPublic: Bool { !Self.special.contains { $0.contains(self) } }
}
