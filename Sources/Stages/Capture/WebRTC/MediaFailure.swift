/// What went wrong on our side; the C library's own words stay in the log, since they quote the peer's text.
public enum MediaFailure: Error, Sendable, Hashable {
  case pipeline(step: String)
  case timedOut(step: String)
  /// GStreamer lacks an element.
  case missingElement(String)
}
