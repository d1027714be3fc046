import GStreamer

/// What a peer connection tells its session, from streaming threads.
enum PeerEvent: Sendable {
  case packet
  case state(WebRTCState)
  /// The pipeline is done for.
  case failed
}
