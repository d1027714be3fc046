import Dispatch
import GLib
import Soup
import Vocabulary

/// Asks a provider's addresses: only those whose every address is public or allowed, and whose name keeps the meaning that was checked.
actor ProviderNetwork {
  /// Bytes of an answer.
  static let limit = 262_144
  static let patience: Duration = .seconds(10)

  private let networks: [NetworkRange]
  private let authorityFile: String?
  private let lookup: HostLookup
  private let resolving = ResolvingQueue()

  init(networks: [NetworkRange], authorityFile: String?, lookup: HostLookup) {
    self.networks = networks
    self.authorityFile = authorityFile
    self.lookup = lookup
  }

  /// The JSON that an address answers a request with.
  func json(_ address: ProviderAddress, _ request: ClientRequest, what: String) async throws(ProviderError) -> JSONValue {
    let pin = try await pin(address.target, what)
    let response: ClientResponse
    do {
      let http = try await HTTPClient(target: address.target, authorityFile: authorityFile, connections: 1)
      response = try await http.send(request, within: Self.patience, limit: Self.limit)
    } catch let failure as ClientFailure { throw .noAnswer(failure) } catch {
      throw .settings(what: "the file certificate is no readable PEM file")
    }
    withExtendedLifetime(pin) {}
    guard response.status == 200 else { throw .status(response.status) }
    guard let value = try? JSONValue(parsing: response.body) else { throw .unreadable(what: "\(what) is no JSON") }
    return value
  }

  /// One address outside refuses them all: which one is connected to is not ours to choose.
  private func pin(_ target: HTTPTarget, _ what: String) async throws(ProviderError) -> NamePin? {
    let numeric = NetworkAddress(target.host)
    let found = if let numeric { [numeric] } else { await resolving.addresses(of: target.host, lookup) }
    guard !found.isEmpty, found.allSatisfy(isAllowed) else { throw .address(what: what) }
    guard numeric == nil else { return nil }
    do { return try NamePin(target.host, to: found.map(\.bytes)) } catch { throw .address(what: what) }
  }

  private func isAllowed(_ address: NetworkAddress) -> Bool { address.isPublic || networks.contains { $0.contains(address) } }
}

/// Where name servers are waited for.
private actor ResolvingQueue {
  private nonisolated let executor = QueueExecutor(name: "provider.resolving", quality: .utility)
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  func addresses(of name: String, _ lookup: HostLookup) -> [NetworkAddress] { lookup.addresses(name) }
}
