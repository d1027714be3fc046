import Cryptography
import Vocabulary

/// Sign-ins that were begun and wait for the browser to come back. A value that is told the time.
struct ProviderFlows {
  struct Flow: Sendable, Hashable {
    /// Recognises the browser that began it.
    let browser: Digest
    let nonce: String
    /// What the code is worth nothing without (RFC 7636).
    let verifier: String
    /// Where the person wanted to go.
    let next: String
    let startedAt: Moment
  }

  static let longest: Duration = .seconds(600)
  static let most = 1_024

  private var flows: [Digest: Flow] = [:]

  var count: Int { flows.count }

  mutating func begin(state: String, _ flow: Flow) {
    flows = flows.filter { flow.startedAt.since($0.value.startedAt) < Self.longest }
    if flows.count >= Self.most, let oldest = flows.min(by: { $0.value.startedAt < $1.value.startedAt }) {
      flows[oldest.key] = nil
    }
    flows[SHA256.digest(of: state)] = flow
  }

  /// The flow that `state` names, if it was begun by this browser and is not too old. A state is good once.
  mutating func take(state: String, browser: String, at now: Moment) -> Flow? {
    guard let flow = flows.removeValue(forKey: SHA256.digest(of: state)), now.since(flow.startedAt) < Self.longest,
      ConstantTime.areEqual(flow.browser.bytes, SHA256.digest(of: browser).bytes)
    else { return nil }
    return flow
  }
}
