import GLib

/// Why a request got no answer. No case quotes the address, the request or the reply.
public enum ClientFailure: Error, Sendable, Hashable {
  /// No whole answer within the time.
  case timedOut
  /// Whoever asked no longer wants it.
  case cancelled
  /// The body is longer than the limit, in bytes.
  case tooLarge(limit: Int)
  /// The server's certificate is not trusted, or the two cannot agree on TLS.
  case untrusted
  /// The connection failed or ended early: GLib's domain and code.
  case connection(domain: String, code: Int)

  init(_ failure: GLibFailure) {
    self = failure.domain == "g-tls-error-quark" ? .untrusted : .connection(domain: failure.domain, code: failure.code)
  }
}
