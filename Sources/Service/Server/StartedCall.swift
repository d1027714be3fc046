public import Cryptography

/// A call that somebody asked for.
public struct StartedCall: Sendable {
  public let state: CallState
  /// Where a web call is joined: whoever has it can join, so that only who asked for it gets it.
  public let joining: Secret?

  /// - Parameters:
  ///   - state: of the line.
  ///   - joining: where a web call is joined.
  public init(state: CallState, joining: Secret?) {
    self.state = state
    self.joining = joining
  }
}
