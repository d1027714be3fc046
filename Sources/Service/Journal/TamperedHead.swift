/// A learned head that is on the disk and is not what was signed when it raised an alert.
public struct TamperedHead: Error, Sendable, Hashable, CustomStringConvertible {
  public let name: String
  public let version: Int
  /// What is wrong with its file.
  public let problem: String

  /// - Parameters:
  ///   - name: the head's.
  ///   - version: which.
  ///   - problem: what is wrong with its file; a clause.
  public init(name: String, version: Int, problem: String) {
    (self.name, self.version, self.problem) = (name, version, problem)
  }

  public var description: String { "tampered head '\(name)' version \(version): \(problem)" }
}
