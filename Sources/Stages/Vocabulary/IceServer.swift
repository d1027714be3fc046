/// A STUN or TURN server, with the credentials of whoever is to use it (RFC 8445, RFC 8656).
///
/// - Note: prints without its credential.
public struct IceServer: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `stun:host[:port]`, `turn:host[:port][?transport=udp|tcp]` or `turns:…` (RFC 7064, RFC 7065).
  public let url: String
  /// `nil` for STUN.
  public let username: String?
  /// `nil` for STUN. Not for logs.
  public let credential: String?

  /// - Parameters:
  ///   - url: already checked.
  ///   - username: of the relay's user.
  ///   - credential: its password.
  public init(url: String, username: String? = nil, credential: String? = nil) {
    self.url = url
    self.username = username
    self.credential = credential
  }

  public var description: String { url }
  public var debugDescription: String { url }
  /// Nothing but the address: a dump shows no password either.
  public var customMirror: Mirror { Mirror(reflecting: url) }
}
