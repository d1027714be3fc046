import GStreamer
import Synchronization
import Vocabulary

/// A viewer's pipeline: encoded pictures as they are, a payloader, webrtcbin.
///
/// Nothing is given in before the connection stands; then viewers begin at a key frame, so that nothing old ever waits.
/// - Threading: safe from any thread; the initialiser and the pipeline's `stop()` block. ``push(_:)`` one at a time.
final class SendingPipeline: PeerPipeline {
  // Pictures, not packets: a payloader's output must not be thinned out.
  private static let bound = 4

  private struct Feed {
    var caps: String?
    var rebase = PresentationRebase()
  }

  let pipeline: MediaPipeline
  let connection: WebRTCConnection
  private let input: MediaInput
  private let feed = Mutex(Feed())

  init(
    settings: WebRTCSettings, track: OfferedTrack, requestKeyFrame: @escaping @Sendable () -> Void,
    onEvent: @escaping @Sendable (PeerEvent) -> Void
  ) throws(SessionFailure) {
    let source = UInt32.random(in: 1...UInt32.max)
    do {
      pipeline = try MediaPipeline()
      connection = try WebRTCConnection(
        settings: settings, in: pipeline, onPacket: { onEvent(.packet) }, onState: { onEvent(.state($0)) })
      input = try MediaInput(bound: Self.bound)
      try Self.assemble(pipeline, connection, input, track, source: source)
    } catch { throw SessionFailure(error) }
    input.element.pad("src")?.onKeyFrameRequest(requestKeyFrame)
    pipeline.onMessage { message in
      if case .failed = message { onEvent(.failed) }
    }
    do { try pipeline.start() } catch { throw SessionFailure(error) }
    // webrtcbin answers with a=ssrc only if it knows the caps of what will be sent, and no packet comes before the answer.
    connection.element.pad("sink_0")?.announce(caps: Self.caps(track, source: source))
  }

  /// Sends one picture on.
  func push(_ unit: EncodedUnit) {
    guard let now = pipeline.runningTime else { return }
    let (presentation, newCaps) = feed.withLock { feed in
      let changed = feed.caps != unit.format.caps
      feed.caps = unit.format.caps
      return (feed.rebase.time(of: unit.presentation, now: now), changed)
    }
    if newCaps { input.setCaps(unit.format.caps) }
    input.push(unit.bytes, presentation: presentation, isKey: unit.isKey)
  }

  private static func assemble(
    _ pipeline: MediaPipeline, _ connection: WebRTCConnection, _ input: MediaInput, _ track: OfferedTrack, source: UInt32
  ) throws(GStreamer.MediaFailure) {
    let chain = [input.element] + (try payloader(track, source: source)) + [try MediaElement("queue")]
    for element in chain { pipeline.add(element) }
    for (element, next) in zip(chain, chain.dropFirst()) { try element.link(to: next) }
    try chain.last?.link(to: connection.element)
  }

  private static func payloader(_ track: OfferedTrack, source: UInt32) throws(GStreamer.MediaFailure) -> [MediaElement] {
    let payloader = try MediaElement(track.codec == .vp8 ? "rtpvp8pay" : "rtph264pay")
    payloader.set("pt", String(track.payloadType))
    payloader.set("ssrc", String(source))
    // Below Ethernet's 1500 with room for SRTP, extensions and tunnels.
    payloader.set("mtu", "1200")
    guard track.codec == .h264 else {
      // Browsers reassemble by it; 15 bits is what they send themselves.
      payloader.set("picture-id-mode", "15-bit")
      return [payloader]
    }
    payloader.set("aggregate-mode", "zero-latency")
    payloader.set("config-interval", "-1")
    let parser = try MediaElement("h264parse")
    parser.set("config-interval", "-1")
    return [parser, payloader]
  }

  private static func caps(_ track: OfferedTrack, source: UInt32) -> String {
    let mode = track.codec == .h264 ? ",packetization-mode=(string)1" : ""
    return "application/x-rtp,media=(string)video,clock-rate=(int)90000,encoding-name=(string)\(track.codec.rawValue),"
      + "payload=(int)\(track.payloadType),ssrc=(uint)\(source)\(mode)"
  }
}
