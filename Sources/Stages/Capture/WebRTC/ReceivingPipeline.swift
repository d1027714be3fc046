import Foundation
import GStreamer
import Vocabulary

/// A publisher's pipeline: webrtcbin, then for video depayloader, decoder and sink; audio is listened to or dropped,
/// and where the publisher offered to hear the server, sound goes back.
///
/// - Threading: pictures come on webrtcbin's streaming thread. The initialiser and the pipeline's `stop()` block.
final class ReceivingPipeline: PeerPipeline {
  let pipeline: MediaPipeline
  let connection: WebRTCConnection
  /// The way back, where there is one.
  let back: BackAudio?

  init(
    settings: WebRTCSettings, sink: DecodedFrameSink, watch: DecoderWatch, back track: OfferedTrack? = nil,
    onSound: (@Sendable ([Int16]) -> Void)? = nil, onEvent: @escaping @Sendable (PeerEvent) -> Void
  ) throws(SessionFailure) {
    do {
      let description = track.map { BackAudio.description(payloadType: $0.payloadType) }
      pipeline =
        try description.map { text throws(GStreamer.MediaFailure) in try MediaPipeline(description: text) } ?? MediaPipeline()
      connection = try WebRTCConnection(
        settings: settings, in: pipeline, onPacket: { onEvent(.packet) }, onState: { onEvent(.state($0)) })
      if let track { back = try BackAudio(in: pipeline, to: connection, payloadType: track.payloadType) } else { back = nil }
    } catch { throw SessionFailure(error) }
    pipeline.onMessage { message in
      if case .failed = message { onEvent(.failed) }
    }
    connection.element.onPadAdded { [weak pipeline] pad in
      guard let pipeline, pad.isSource else { return }
      // A track that cannot be linked must not stop the others: it is reported and its packets are dropped.
      do { try Self.take(pad, into: pipeline, sink: sink, watch: watch, onSound) } catch { onEvent(.failed) }
    }
    do { try pipeline.start() } catch { throw SessionFailure(error) }
    back?.announce()
  }

  private static func take(
    _ pad: MediaPad, into pipeline: MediaPipeline, sink: DecodedFrameSink, watch: DecoderWatch,
    _ onSound: (@Sendable ([Int16]) -> Void)?
  ) throws(GStreamer.MediaFailure) {
    let chain: [MediaElement]
    switch encoding(of: pad) {
    case "VP8": chain = try vp8(sink, watch)
    case "H264": chain = try h264(sink, watch)
    case "OPUS": if let onSound { chain = try listen(onSound) } else { chain = [try drop()] }
    default: chain = [try drop()]
    }
    for element in chain { pipeline.add(element) }
    for (element, next) in zip(chain, chain.dropFirst()) { try element.link(to: next) }
    // From the end backwards, so that nothing flows into an element that does not run yet.
    for element in chain.reversed() { element.followParent() }
    guard let entry = chain.first?.pad("sink"), pad.link(to: entry) else {
      throw .notLinked(from: "webrtcbin", to: chain.first?.factory ?? "")
    }
  }

  private static func vp8(_ sink: DecodedFrameSink, _ watch: DecoderWatch) throws(GStreamer.MediaFailure) -> [MediaElement] {
    let decoder = try MediaElement("vp8dec")
    decoder.set("threads", "1")
    return [try depayloader("rtpvp8depay"), decoder, try end(sink, behind: decoder, watch)]
  }

  private static func h264(_ sink: DecodedFrameSink, _ watch: DecoderWatch) throws(GStreamer.MediaFailure) -> [MediaElement] {
    let decoder = try MediaElement("avdec_h264")
    // More threads would hold back a frame each.
    decoder.set("max-threads", "1")
    decoder.set("output-corrupt", "false")
    // High profiles may carry more than 4:2:0 at eight bits; for those that do not, this passes through.
    return [
      try depayloader("rtph264depay"), try MediaElement("h264parse"), decoder, try MediaElement("videoconvert"),
      try end(sink, behind: decoder, watch),
    ]
  }

  /// After a loss: asks for a key frame, and lets nothing broken through until it comes.
  private static func depayloader(_ factory: String) throws(GStreamer.MediaFailure) -> MediaElement {
    let element = try MediaElement(factory)
    element.set("request-keyframe", "true")
    element.set("wait-for-keyframe", "true")
    return element
  }

  private static func end(
    _ sink: DecodedFrameSink, behind decoder: MediaElement, _ watch: DecoderWatch
  ) throws(GStreamer.MediaFailure) -> MediaElement {
    watch.attach(to: decoder)
    let end = try MediaSink(caps: DecodedFrameSink.caps, isPaced: false)
    end.element.set("async", "false")
    sink.read(end)
    return end.element
  }

  /// Sound as numbers, for who wants to know whether somebody speaks.
  private static func listen(_ onSound: @escaping @Sendable ([Int16]) -> Void) throws(GStreamer.MediaFailure) -> [MediaElement] {
    let end = try MediaSink(caps: MediaInput.soundCaps(sampleRate: 16_000), isPaced: false)
    end.element.set("async", "false")
    end.onSample { sample in
      let bytes = sample.bytes()
      onSound(
        stride(from: 0, to: bytes.count - 1, by: 2).map { Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8) })
    }
    return [
      try MediaElement("rtpopusdepay"), try MediaElement("opusdec"), try MediaElement("audioconvert"),
      try MediaElement("audioresample"), end.element,
    ]
  }

  private static func drop() throws(GStreamer.MediaFailure) -> MediaElement {
    let element = try MediaElement("fakesink")
    element.set("sync", "false")
    element.set("async", "false")
    return element
  }

  /// `encoding-name` of RTP caps in text form.
  private static func encoding(of pad: MediaPad) -> String {
    guard let caps = pad.caps, let start = caps.range(of: "encoding-name=(string)") else { return "" }
    return String(caps[start.upperBound...].prefix { $0.isLetter || $0.isNumber })
  }
}
