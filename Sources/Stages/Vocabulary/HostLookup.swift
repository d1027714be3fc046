import Foundation

/// How a host's name becomes addresses.
public struct HostLookup: Sendable {
  /// All addresses of a name; none if it has none. Blocks.
  public let addresses: @Sendable (_ name: String) -> [NetworkAddress]

  /// - Parameter addresses: may block while a name server answers.
  public init(addresses: @escaping @Sendable (_ name: String) -> [NetworkAddress]) { self.addresses = addresses }

  /// As this machine resolves names.
  public static let system = HostLookup { Host(name: $0).addresses.compactMap(NetworkAddress.init) }
}
