/// Where a text stops being JSON. Carries a place, never the text.
public struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// Bytes from the start.
  public let offset: Int
  /// What is wrong there.
  public let reason: String

  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }

  public var description: String { "not JSON at byte \(offset): \(reason)" }
}
