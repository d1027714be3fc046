public import Vocabulary

/// An OpenID provider, and what its words mean here.
public struct ProviderSetting: Sendable, Hashable {
  /// What a value of the claim gives.
  public struct Grant: Sendable, Hashable {
    /// As the provider writes it.
    public let value: String
    public let role: Role
    /// `nil` = all streams.
    public let streams: Set<StreamIdentifier>?

    /// - Parameters:
    ///   - value: as the provider writes it.
    ///   - role: what its bearers may do.
    ///   - streams: on which streams; `nil` for all.
    public init(value: String, role: Role, streams: Set<StreamIdentifier>?) {
      self.value = value
      self.role = role
      self.streams = streams
    }
  }

  /// What the sign-in page calls it.
  public var name: String
  /// Exactly as its tokens name it.
  public var issuer: String
  /// Who this server is to it.
  public var clientID: String
  /// Holds the client's secret; `nil` for a client without one.
  public var secretFile: String?
  /// Scheme, host and port under which browsers reach this server: it sends them back there.
  public var publicURL: String
  public var scopes = ["openid", "profile"]
  /// PEM certificates to trust instead of the system's.
  public var certificate: String?
  /// The claim whose value or values say what somebody may do.
  public var claim = "groups"
  public var grants: [Grant] = []

  /// - Parameters:
  ///   - name: what the sign-in page calls it.
  ///   - issuer: exactly as its tokens name it.
  ///   - clientID: who this server is to it.
  ///   - publicURL: where it sends browsers back to.
  public init(name: String, issuer: String, clientID: String, publicURL: String) {
    self.name = name
    self.issuer = issuer
    self.clientID = clientID
    self.publicURL = publicURL
  }
}
