import GStreamer

/// A pipeline around one peer connection: what a publisher's and a viewer's have in common.
protocol PeerPipeline: Sendable {
  var pipeline: MediaPipeline { get }
  var connection: WebRTCConnection { get }
}
