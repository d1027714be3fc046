/// A pack that may be tried beside the one in force.
public struct PackCandidate: Sendable, Encodable {
  /// What the lint says of it.
  public struct Remark: Sendable, Encodable {
    public let severity: String
    public let line: Int
    public let message: String

    /// - Parameters:
    ///   - severity: `warning` or `note`; a pack with an error is none.
    ///   - line: from 1.
    ///   - message: what is wrong, what is allowed.
    public init(severity: String, line: Int, message: String) {
      self.severity = severity
      self.line = line
      self.message = message
    }
  }

  public let pack: PackName
  /// `shipped` with the server, or `kept`: uploaded, or in force before.
  public let origin: String
  public let remarks: [Remark]

  /// - Parameters:
  ///   - pack: its name.
  ///   - origin: where it comes from.
  ///   - remarks: what the lint says of it.
  public init(pack: PackName, origin: String, remarks: [Remark]) {
    self.pack = pack
    self.origin = origin
    self.remarks = remarks
  }
}
