import Dispatch
import Vocabulary

/// Where names are resolved: a name server that is slow holds up nobody but hand-off.
actor ResolvingQueue {
  private let executor = QueueExecutor(name: "handoff.resolving", quality: .utility)

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  func addresses(of host: String, _ lookup: HostLookup) -> [NetworkAddress] { lookup.addresses(host) }
}
