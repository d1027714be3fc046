public import Vocabulary

extension MediaRefusal {
  /// What to tell the peer's user: a stable code, and what is wrong and what to send instead. Nothing in it is the peer's own text
  /// beyond single checked words.
  public var userMessage: UserMessage {
    let (code, text) = wording
    return UserMessage(code: code, text: text)
  }

  private var wording: (code: String, text: String) {
    switch self {
    case .malformed(let fault): ("offer-malformed", "The offer is not a session description: \(fault.sentence).")
    case .refused(let fault): ("offer-refused", fault.sentence + ".")
    case .noCommonCodec(let streamed, let offered):
      (
        "no-common-codec",
        "The stream is \(streamed); the viewer offers \(offered.isEmpty ? "no video codec" : offered.joined(separator: ", "))."
      )
    case .fragment(let fault): ("fragment-refused", fault.sentence + ".")
    case .unknownSession: ("unknown-session", "There is no such media session; it may have ended.")
    case .unknownStream(let stream): ("unknown-stream", "There is no stream \(stream).")
    case .notWatchable(let stream):
      ("not-watchable", "The stream \(stream) has no VP8 or H.264 video that could be passed on as it is.")
    case .streamBusy(let stream):
      ("stream-busy", "Someone else publishes to \(stream); choose another name or wait until it ends.")
    case .overloaded(let seconds): ("overloaded", "The server has as many calls as it takes; try again in \(seconds) s.")
    case .preconditionRequired: ("precondition-required", "A PATCH needs If-Match: the session's ETag, or * to restart.")
    case .stale: ("stale", "The session was restarted since; use its current ETag.")
    case .restartFailed: ("restart-failed", "The connection could not be restarted; the old one goes on. Publish anew instead.")
    case .media: ("media-failed", "The media engine could not open the session; try again, and run doctor if it stays so.")
    }
  }
}

extension FragmentFault {
  fileprivate var sentence: String {
    switch self {
    case .syntax(let fault): "The fragment cannot be read: \(fault.sentence)"
    case .repeated(let name): "The fragment gives \(name) more than once"
    case .malformed(let name): "The fragment's \(name) is malformed"
    case .halfCredentials: "The fragment has only one of ice-ufrag and ice-pwd"
    case .unknownMid: "The fragment names a mid that the session does not have"
    case .tooManyCandidates(let most): "The fragment has more than \(most) candidates"
    case .foreignCredentials: "The fragment's ice-ufrag is not the session's; a restart needs If-Match: *"
    case .nothingToRestart: "If-Match: * asks for a restart, which needs a new ice-ufrag and ice-pwd"
    }
  }
}
