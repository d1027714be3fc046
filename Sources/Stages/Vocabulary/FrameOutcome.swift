/// The one end that every frame comes to.
public enum FrameOutcome: String, Sendable, Hashable, CaseIterable {
  case analysed, superseded, late, gated
  case decodeError = "decode_error"
}
