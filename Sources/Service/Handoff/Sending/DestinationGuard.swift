import GLib
public import Vocabulary

/// Stands between a sink's address and the network: a name is resolved, addresses that are no public ones are refused unless the
/// configuration allows their network, and what was checked is what is connected to.
public struct DestinationGuard: Sendable {
  private let networks: [NetworkRange]
  private let lookup: HostLookup
  private let resolving: ResolvingQueue

  /// - Parameters:
  ///   - networks: ranges that are allowed besides public addresses.
  ///   - lookup: what names mean.
  public init(networks: [NetworkRange], lookup: HostLookup = .system) {
    self.networks = networks
    self.lookup = lookup
    resolving = ResolvingQueue()
  }

  /// The addresses of a host that may be connected to.
  ///
  /// - Parameter host: a name or an address.
  /// - Returns: at least one address.
  /// - Throws: ``HandoffFault/unresolvable`` or ``HandoffFault/network``.
  public func addresses(of host: String) async throws(HandoffFault) -> [NetworkAddress] {
    let found = if let address = NetworkAddress(host) { [address] } else { await resolving.addresses(of: host, lookup) }
    guard !found.isEmpty else { throw .unresolvable }
    let allowed = found.filter { address in address.isPublic || networks.contains { $0.contains(address) } }
    guard !allowed.isEmpty else { throw .network }
    return allowed
  }

  /// Checks a host, and keeps its name's meaning for as long as what is returned lives.
  ///
  /// - Parameter host: a name or an address.
  /// - Returns: the pin; `nil` for an address, which needs none.
  /// - Throws: ``HandoffFault``.
  func pin(_ host: String) async throws(HandoffFault) -> NamePin? {
    let allowed = try await addresses(of: host)
    guard NetworkAddress(host) == nil else { return nil }
    do { return try NamePin(host, to: allowed.map(\.bytes)) } catch { throw .unresolvable }
  }
}
