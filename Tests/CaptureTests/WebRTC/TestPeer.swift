import Capture
import GStreamer
import Synchronization

/// A peer in this process: publishes a test picture, or watches. The media library's own, as a publisher made with it would be.
final class TestPeer: Sendable {
  private static let settings = WebRTCSettings(localAddresses: ["127.0.0.1"])

  let pipeline: MediaPipeline
  let connection: WebRTCConnection
  let states: AsyncStream<WebRTCState>
  /// RTP packets that a watching peer received.
  let packets: AsyncStream<Void>

  private init(_ pipeline: MediaPipeline) throws {
    let (states, stateInbox) = AsyncStream.makeStream(of: WebRTCState.self)
    let (packets, packetInbox) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1_000))
    (self.pipeline, self.states, self.packets) = (pipeline, states, packets)
    connection = try WebRTCConnection(settings: Self.settings, in: pipeline, onPacket: {}, onState: { stateInbox.yield($0) })
    connection.element.onPadAdded { [weak pipeline] pad in
      guard let pipeline, pad.isSource, let sink = try? MediaElement("fakesink") else { return }
      sink.set("async", "false")
      pipeline.add(sink)
      sink.followParent()
      pad.watchBuffers { _ in packetInbox.yield() }
      if let entry = sink.pad("sink") { pad.link(to: entry) }
    }
  }

  /// - Parameter encoder: from a raw picture to RTP caps with payload type 96.
  static func publisher(encoder: String, width: Int = 320, height: Int = 240) throws -> TestPeer {
    let pipeline = try MediaPipeline(
      description:
        "videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=\(width),height=\(height),framerate=15/1 "
        + "! \(encoder) ! queue name=out")
    let peer = try TestPeer(pipeline)
    try pipeline.element(named: "out")?.link(to: peer.connection.element)
    return peer
  }

  static let vp8 =
    "vp8enc deadline=1 keyframe-max-dist=300 ! rtpvp8pay pt=96 ! application/x-rtp,media=video,encoding-name=VP8,payload=96"
  static let h264 =
    "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=300 ! video/x-h264,profile=constrained-baseline "
    + "! rtph264pay pt=96 config-interval=-1 ! application/x-rtp,media=video,encoding-name=H264,payload=96,packetization-mode=(string)1"

  static func viewer(codec: String = "VP8") throws -> TestPeer {
    let peer = try TestPeer(MediaPipeline())
    let mode = codec == "H264" ? ",packetization-mode=(string)1" : ""
    peer.connection.addReceiver(
      caps: "application/x-rtp,media=video,encoding-name=\(codec),clock-rate=90000,payload=96,rtcp-fb-nack-pli=true" + mode)
    return peer
  }

  func offer() async throws -> String {
    try await BlockingWork.run { [pipeline, connection] in
      try pipeline.start()
      return try connection.offer()
    }
  }

  func accept(_ answer: String) async throws {
    try await BlockingWork.run { [connection] in try connection.accept(answer: answer) }
  }

  /// Goes without a word.
  func vanish() async { await BlockingWork.run { [pipeline] in pipeline.stop() } }

  /// Waits for one of `wanted`.
  func wait(for wanted: Set<WebRTCState>) async { for await state in states where wanted.contains(state) { return } }

  /// Waits for that many packets of a stream watched.
  func waitForPackets(_ count: Int) async {
    var remaining = count
    for await _ in packets {
      remaining -= 1
      if remaining == 0 { return }
    }
  }
}
