import CGStreamer

/// `GstWebRTCPeerConnectionState`.
public enum WebRTCState: Sendable, Hashable {
  case new, connecting, connected, disconnected, failed, closed

  init(_ number: Int32) {
    self =
      switch UInt32(bitPattern: number) {
      case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTING.rawValue: .connecting
      case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED.rawValue: .connected
      case GST_WEBRTC_PEER_CONNECTION_STATE_DISCONNECTED.rawValue: .disconnected
      case GST_WEBRTC_PEER_CONNECTION_STATE_FAILED.rawValue: .failed
      case GST_WEBRTC_PEER_CONNECTION_STATE_CLOSED.rawValue: .closed
      default: .new
      }
  }
}
