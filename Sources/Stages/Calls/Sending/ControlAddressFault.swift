/// Why a control address is not called. No case quotes it.
public enum ControlAddressFault: Error, Sendable, Hashable {
  /// It is no https URL of a host, without user and fragment.
  case form
  /// Its host is none of those that the configuration allows.
  case host
  /// Its name does not resolve.
  case unresolvable
  /// Its name resolves to an address that is no public one.
  case network
}

extension ControlAddressFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .form: "it is no https URL of a host, without user, fragment and unusual port"
    case .host: "its host is none of control_hosts under voice: vapi:"
    case .unresolvable: "its host's name does not resolve"
    case .network: "its host's name resolves to an address that is no public one"
    }
  }
}
