/// What went wrong on our side while a session was opened; the C library's own words are left out, since they quote the peer's text.
public enum SessionFailure: Error, Sendable, Hashable {
  /// A step of the negotiation or of building the pipeline.
  case step(String)
  case timedOut(step: String)
  /// GStreamer lacks an element.
  case missingElement(String)
}
