/// What Capture tells of a source, in order. Values and pooled buffers only, so that Capture can move into a process of its own.
public enum SourceEvent: Sendable {
  /// A decoded picture; ages count from `capturedAt`.
  case picture(PixelBuffer, capturedAt: Moment, senderAge: Duration?)
  /// A picture that could not be decoded.
  case damaged
  case state(SourceState, UserMessage?)
}
