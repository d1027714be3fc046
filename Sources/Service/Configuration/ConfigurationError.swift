public import YAML

/// Why a configuration cannot be used. The server does not start half configured.
public enum ConfigurationError: Error, Sendable, Hashable {
  /// The file, or something in it: says file, line, key and what is allowed.
  case document(YAMLFailure)
  /// The address can be reached from elsewhere, and what guards it is missing.
  case unguarded(ListenAddress, lacksTokens: Bool, lacksTLS: Bool)
}

extension ConfigurationError: CustomStringConvertible {
  /// One line: what, where, what to do.
  public var description: String {
    switch self {
    case .document(let failure): "\(failure)"
    case .unguarded(let address, let lacksTokens, let lacksTLS):
      "\(address) can be reached from other machines, so the server needs "
        + [
          lacksTokens ? "tokens (tokens: in the configuration) or people (mediaskinoscope people add)" : nil,
          lacksTLS ? "TLS (tls: or --tls local)" : nil,
        ]
        .compactMap { $0 }.joined(separator: " and ") + " before it listens there; without them use 127.0.0.1"
    }
  }
}
