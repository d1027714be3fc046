import Vocabulary

extension SessionPulse.Ending {
  /// What a viewer of the stream is told; `nil` for an ordinary end.
  var message: UserMessage? {
    switch self {
    case .left, .closed: nil
    case .neverConnected:
      UserMessage(code: "never-connected", text: "The publisher could not connect: no media arrived. A firewall may block UDP.")
    case .vanished:
      UserMessage(code: "publisher-vanished", text: "The publisher vanished without a goodbye; publish anew to go on.")
    case .stalled: UserMessage(code: "publisher-stalled", text: "The publisher was connected but sent no pictures for too long.")
    }
  }
}

extension SessionPulse.Limits {
  /// Viewers send little: reports every few seconds.
  var forViewers: Self {
    var limits = self
    limits.silence = max(silence, .seconds(15))
    return limits
  }
}
