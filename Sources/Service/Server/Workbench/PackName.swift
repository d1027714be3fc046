public import Vocabulary

/// A pack by name and fingerprint.
public struct PackName: Sendable, Hashable, Codable {
  public let id: String
  public let version: Int
  public let name: String
  public let fingerprint: Fingerprint

  /// - Parameter pack: whose name it is.
  public init(_ pack: Pack) {
    id = pack.id
    version = pack.version
    name = pack.name
    fingerprint = pack.fingerprint
  }
}
