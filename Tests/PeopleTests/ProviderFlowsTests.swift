import Cryptography
import Testing
import Vocabulary

@testable import People

struct ProviderFlowsTests {
  private let time = ManualTime()

  private func flow(_ browser: String = "b") -> ProviderFlows.Flow {
    .init(browser: SHA256.digest(of: browser), nonce: "n", verifier: "v", next: "/", startedAt: time.now())
  }

  @Test func `a state is good once, for its own browser, for ten minutes`() {
    var flows = ProviderFlows()
    flows.begin(state: "s", flow())
    #expect(flows.take(state: "other", browser: "b", at: time.now()) == nil)
    #expect(flows.take(state: "s", browser: "b", at: time.now())?.nonce == "n")
    #expect(flows.take(state: "s", browser: "b", at: time.now()) == nil)

    flows.begin(state: "s", flow())
    #expect(flows.take(state: "s", browser: "thief", at: time.now()) == nil)
    #expect(flows.take(state: "s", browser: "b", at: time.now()) == nil, "a try by another browser spends it")

    flows.begin(state: "s", flow())
    time.move(by: ProviderFlows.longest)
    #expect(flows.take(state: "s", browser: "b", at: time.now()) == nil)
  }

  @Test func `those that nobody came back from do not pile up`() {
    var flows = ProviderFlows()
    for number in 0..<ProviderFlows.most + 10 {
      time.move(by: .milliseconds(1))
      flows.begin(state: "s\(number)", flow())
    }
    #expect(flows.count == ProviderFlows.most)
    #expect(flows.take(state: "s0", browser: "b", at: time.now()) == nil)
    #expect(flows.take(state: "s\(ProviderFlows.most + 9)", browser: "b", at: time.now()) != nil)
    time.move(by: ProviderFlows.longest)
    flows.begin(state: "new", flow())
    #expect(flows.count == 1)
  }
}
