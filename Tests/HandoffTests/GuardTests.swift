import Configuration
import Testing
import Vocabulary

@testable import Handoff

@Suite struct `The guard before the network` {
  private func guardian(_ networks: [String], _ names: [String: [String]] = [:]) -> DestinationGuard {
    DestinationGuard(
      networks: networks.compactMap(NetworkRange.init),
      lookup: HostLookup { name in (names[name] ?? []).compactMap(NetworkAddress.init) })
  }

  @Test(arguments: [
    "10.0.0.5", "127.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "::1", "fe80::1", "fd00::1", "0.0.0.0",
  ])
  func `refuses what is no public address`(address: String) async {
    await #expect(throws: HandoffFault.network) { try await guardian([]).addresses(of: address) }
    await #expect(throws: HandoffFault.network) {
      try await guardian([], ["ehr.example": [address]]).addresses(of: "ehr.example")
    }
  }

  @Test func `lets through what the configuration allows, and of a name only that`() async throws {
    let names = ["ehr.example": ["10.1.2.3", "192.168.0.9", "93.184.216.34"]]
    let found = try await guardian(["10.0.0.0/8"], names).addresses(of: "ehr.example")
    #expect(found == ["10.1.2.3", "93.184.216.34"].compactMap(NetworkAddress.init))
    #expect(try await guardian(["127.0.0.0/8"]).addresses(of: "127.0.0.1").count == 1)
    await #expect(throws: HandoffFault.unresolvable) { try await guardian([]).addresses(of: "nowhere.example") }
  }

  @Test func `an address is shown without its path`() throws {
    let address = try SinkAddress(SinkSetting(name: "a", kind: .webhook, url: "https://hooks.example:8443/T0/secret?key=abc"))
    #expect("\(address)" == "https://hooks.example:8443")
    var dumped = ""
    dump(address, to: &dumped)
    #expect(!dumped.contains("secret") && !dumped.contains("abc"))
    #expect(address.path == "/T0/secret?key=abc")
  }
}
