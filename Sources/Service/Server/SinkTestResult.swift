/// What came of trying a sink.
public struct SinkTestResult: Sendable, Hashable, Encodable {
  /// Whether the sink took it.
  public let ok: Bool
  /// What it said, or why there was no answer.
  public let answer: String
  public let milliseconds: Int

  /// - Parameters:
  ///   - ok: whether the sink took it.
  ///   - answer: what it said.
  ///   - milliseconds: how long that took.
  public init(ok: Bool, answer: String, milliseconds: Int) {
    self.ok = ok
    self.answer = answer
    self.milliseconds = milliseconds
  }
}
