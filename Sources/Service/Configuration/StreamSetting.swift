public import Vocabulary

/// A source that the server pulls from its start.
public struct StreamSetting: Sendable, Hashable {
  public let id: StreamIdentifier
  /// May carry credentials: never printed.
  public let url: String
  /// `nil` = the first pack.
  public let pack: String?
  /// What its sessions allow, and of whom they are.
  public let claims: SessionClaims

  /// - Parameters:
  ///   - id: the stream's name.
  ///   - url: where it is pulled from.
  ///   - pack: `nil` = the first.
  ///   - claims: what its sessions allow, and of whom they are.
  public init(id: StreamIdentifier, url: String, pack: String?, claims: SessionClaims = SessionClaims()) {
    self.claims = claims
    self.id = id
    self.url = url
    self.pack = pack
  }
}
