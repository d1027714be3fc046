/// A STUN or TURN server that the server and its publishers may use; the secret stays in its file until the server reads it.
public struct IceSetting: Sendable, Hashable {
  /// `stun:`, `turn:` or `turns:` with host, port and transport.
  public let url: String
  /// A user of the relay's own; `nil` where the file holds the secret that relay and server share, and users are made for each caller.
  public let username: String?
  /// Where the user's password or the shared secret is; `nil` for STUN.
  public let secretFile: String?

  /// - Parameters:
  ///   - url: `stun:`, `turn:` or `turns:` with host and port, already checked.
  ///   - username: of a fixed user.
  ///   - secretFile: path of the secret.
  public init(url: String, username: String? = nil, secretFile: String? = nil) {
    self.url = url
    self.username = username
    self.secretFile = secretFile
  }
}
