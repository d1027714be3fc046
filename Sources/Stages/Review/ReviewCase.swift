public import Vocabulary

/// Something to be judged: pictures of an alert or of a quiet stretch, under a name that tells nothing.
public struct ReviewCase: Sendable, Hashable {
  /// 32 hexadecimal digits; nobody without the server's key can tell what it stands for.
  public let name: String
  public let snapshot: KeptSnapshot
  /// Days since 1970, by the clock of the server: older days come first.
  public let day: Int64

  /// - Parameters:
  ///   - name: 32 hexadecimal digits.
  ///   - snapshot: what was kept.
  ///   - day: days since 1970.
  public init(name: String, snapshot: KeptSnapshot, day: Int64) {
    self.name = name
    self.snapshot = snapshot
    self.day = day
  }
}
