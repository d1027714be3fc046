import GStreamer
import Vocabulary

/// The way back over a publisher's call: silence all the time, and speech mixed into it.
///
/// Silence flows from the start, since webrtcbin answers with a source of its own only if it knows the caps of what will be sent, and a
/// stream that pauses would be taken for a lost one.
/// - Threading: safe from any thread; one ``say(_:sampleRate:)`` at a time.
final class BackAudio: Sendable {
  /// How much is given in ahead of its time, and how long cutting off takes at most.
  private static let step = Duration.milliseconds(100)
  /// From giving a sample in to its place in the mix.
  private static let lead = Duration.milliseconds(40)

  private let pipeline: MediaPipeline
  private let connection: WebRTCConnection
  private let input: MediaElement
  private let caps: String

  /// The part of the pipeline in front of webrtcbin.
  ///
  /// `force-live` and `ignore-inactive-pads`: without them the mixer waits for the voice for ever. The queue before webrtcbin is short
  /// and drops, or packets from before the handshake arrive as a burst.
  /// - Parameter payloadType: what the offer calls Opus.
  static func description(payloadType: Int) -> String {
    "audiotestsrc is-live=true volume=0 samplesperbuffer=960 ! \(format) ! "
      + "audiomixer name=mix force-live=true ignore-inactive-pads=true latency=20000000 ! audioconvert ! "
      + "opusenc frame-size=20 ! rtpopuspay name=payloader pt=\(payloadType) ! "
      + "application/x-rtp,media=audio,encoding-name=OPUS,payload=\(payloadType),clock-rate=48000 ! "
      + "queue name=back leaky=downstream max-size-buffers=3 max-size-time=0 max-size-bytes=0 "
      + "appsrc name=voice format=time is-live=true ! audioconvert ! audioresample ! \(format) ! mix."
  }

  private static let format = "audio/x-raw,format=S16LE,rate=48000,channels=1"

  /// Joins the described part to the connection.
  init(in pipeline: MediaPipeline, to connection: WebRTCConnection, payloadType: Int) throws(GStreamer.MediaFailure) {
    guard let end = pipeline.element(named: "back"), let input = pipeline.element(named: "voice"),
      let payloader = pipeline.element(named: "payloader")
    else { throw .missingElement("audiomixer") }
    let source = UInt32.random(in: 1...UInt32.max)
    payloader.set("ssrc", String(source))
    self.pipeline = pipeline
    self.connection = connection
    self.input = input
    caps =
      "application/x-rtp,media=(string)audio,clock-rate=(int)48000,encoding-name=(string)OPUS,payload=(int)\(payloadType),"
      + "ssrc=(uint)\(source)"
    try end.link(to: connection.element)
  }

  /// Tells webrtcbin what will be sent, before it is asked for an answer.
  func announce() { connection.element.pad("sink_0")?.announce(caps: caps) }

  /// Speaks, in the sound's own time; cancelling the task cuts it off.
  ///
  /// - Parameters:
  ///   - pcm: one channel of 16-bit samples, little-endian.
  ///   - sampleRate: samples a second.
  func say(_ pcm: [UInt8], sampleRate: Int) async {
    guard let start = pipeline.runningTime else { return }
    let input = MediaInput(sound: input, sampleRate: sampleRate)
    let size = sampleRate * 2 / 10
    for (number, offset) in stride(from: 0, to: pcm.count, by: size).enumerated() {
      guard !Task.isCancelled else { return }
      let place = start + Self.lead + Self.step * number
      let piece = Array(pcm[offset..<min(pcm.count, offset + size)])
      input.push(piece, presentation: place, isKey: true, duration: Self.step)
      // One step ahead of the clock.
      guard let now = pipeline.runningTime else { return }
      do { try await Task.sleep(for: max(.zero, place - Self.lead - now)) } catch { return }
    }
  }
}
