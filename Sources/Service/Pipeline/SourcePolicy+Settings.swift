import Capture
import Configuration

extension SourcePolicy {
  /// What the configuration's `allow:` says.
  init(_ allowance: SourceAllowance) {
    self.init(
      schemes: Set(allowance.schemes.compactMap { Scheme(rawValue: $0) }),
      networks: allowance.networks)
  }
}
