/// What went wrong in a WebRTC connection. The library's own words are left out: they quote the peer's description.
public enum WebRTCFailure: Error, Sendable {
  /// A step of the negotiation was refused: `set-remote-description`, `create-answer`, `set-local-description`.
  case refused(step: String)
  case timedOut(step: String)
  case media(MediaFailure)
}
