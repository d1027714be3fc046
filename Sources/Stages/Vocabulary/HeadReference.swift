/// Which version of a fitted head something was scored with.
public struct HeadReference: Sendable, Hashable, Codable {
  public let name: String
  public let version: Int
  /// Of what was signed: another head under the same name and version has another one.
  public let sha256: String

  /// - Parameters:
  ///   - name: the head's.
  ///   - version: 1 and up.
  ///   - sha256: hash of its content, lower-case hexadecimal.
  public init(name: String, version: Int, sha256: String) {
    self.name = name
    self.version = version
    self.sha256 = sha256
  }
}
