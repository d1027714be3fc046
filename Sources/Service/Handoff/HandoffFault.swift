/// Why an attempt got no answer. No case quotes an address, a message or an answer's text.
public enum HandoffFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The host's name does not resolve.
  case unresolvable
  /// Every address of the host is in a range that `allow: networks:` does not have.
  case network
  /// No whole answer within the time.
  case timedOut
  /// The server's certificate is not trusted, or the two cannot agree on TLS.
  case untrusted
  /// The connection failed or ended early.
  case connection
  /// The answer is no answer of this protocol.
  case unreadable
  /// The broker does not let us in: its reason.
  case brokerRefused(String)
  /// The message could not be signed.
  case unsigned
  /// The server ends.
  case cancelled

  /// A few words for a page and a log.
  public var description: String {
    switch self {
    case .unresolvable: "the host's name does not resolve"
    case .network: "the host is in a network that allow: networks: does not have"
    case .timedOut: "no answer in time"
    case .untrusted: "its certificate is not trusted"
    case .connection: "no connection, or it ended early"
    case .unreadable: "the answer could not be read"
    case .brokerRefused(let reason): "the broker refused: \(reason)"
    case .unsigned: "the message could not be signed"
    case .cancelled: "the server ended"
    }
  }
}
