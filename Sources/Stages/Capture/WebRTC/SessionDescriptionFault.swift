/// Why a text is no session description or fragment.
public enum SessionDescriptionFault: Error, Sendable, Hashable {
  case empty
  case tooLong(bytes: Int, atMost: Int)
  case lineTooLong(line: Int, atMost: Int)
  case tooManyLines(atMost: Int)
  case tooManySections(atMost: Int)
  case controlCharacter(line: Int)
  /// A line that is not a lower-case letter, `=` and a value.
  case notALine(line: Int)
  /// The first line must be `v=0`.
  case noVersion
  /// An `o=`, `s=` or `t=` line is missing, or comes twice, or stands in the wrong place.
  case sessionLine(String)
  case malformed(line: Int, field: String)
}
