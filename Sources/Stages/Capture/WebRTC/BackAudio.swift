import GStreamer
import Synchronization
import Vocabulary

/// The way back over a publisher's call: silence all the time, and speech mixed into it.
///
/// Silence flows from the start, since webrtcbin answers with a source of its own only if it knows the caps of what will be sent, and a
/// stream that pauses would be taken for a lost one.
///
/// Sound is given in well ahead of its time: what comes later than its place in the mix is lost, and on a busy machine a task waits
/// longer than its place is away. Cutting off therefore mutes what is under way, and lets it pass unheard.
/// - Threading: safe from any thread; one ``say(_:sampleRate:)`` at a time.
final class BackAudio: Sendable {
  /// How much is given in at once; with what the mixer holds, twice this sounds after cutting off.
  private static let step = Duration.milliseconds(20)
  /// From giving the first sample in to its place in the mix.
  private static let lead = Duration.milliseconds(40)
  /// How far ahead of its time sound is given in.
  private static let ahead = Duration.milliseconds(600)
  /// Packets that may wait for webrtcbin once the call is up: a second of them.
  private static let waitingPackets = 50

  private let pipeline: MediaPipeline
  private let connection: WebRTCConnection
  private let input: MediaElement
  private let gate: MediaElement
  private let queue: MediaElement
  private let caps: String
  /// Until when what was given in lasts, in the pipeline's time.
  private let given = Mutex(Duration.zero)

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
      + "appsrc name=voice format=time is-live=true ! audioconvert ! audioresample ! \(format) ! volume name=gate ! mix."
  }

  private static let format = "audio/x-raw,format=S16LE,rate=48000,channels=1"

  /// Joins the described part to the connection.
  init(in pipeline: MediaPipeline, to connection: WebRTCConnection, payloadType: Int) throws(GStreamer.MediaFailure) {
    guard let end = pipeline.element(named: "back"), let input = pipeline.element(named: "voice"),
      let payloader = pipeline.element(named: "payloader"), let gate = pipeline.element(named: "gate")
    else { throw .missingElement("audiomixer") }
    let source = UInt32.random(in: 1...UInt32.max)
    payloader.set("ssrc", String(source))
    self.pipeline = pipeline
    self.connection = connection
    self.input = input
    self.gate = gate
    queue = end
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
    // The short queue was for the handshake; on a call that is up a packet that waits is better than one that is lost.
    queue.set("max-size-buffers", String(Self.waitingPackets))
    do {
      // What was cut off before passes first, unheard.
      try await wait(until: given.withLock { $0 })
      gate.set("mute", "false")
      try await give(pcm, sampleRate)
      try await wait(until: given.withLock { $0 })
    } catch { gate.set("mute", "true") }
  }

  private func give(_ pcm: [UInt8], _ sampleRate: Int) async throws {
    guard let start = pipeline.runningTime else { return }
    let input = MediaInput(sound: input, sampleRate: sampleRate)
    let size = sampleRate / Int(Duration.seconds(1) / Self.step) * 2
    for (number, offset) in stride(from: 0, to: pcm.count, by: size).enumerated() {
      let place = start + Self.lead + Self.step * number
      let piece = Array(pcm[offset..<min(pcm.count, offset + size)])
      input.push(piece, presentation: place, isKey: true, duration: Self.step)
      given.withLock { $0 = place + Self.step }
      try await wait(until: place - Self.ahead)
    }
  }

  /// Waits for a time of the pipeline's.
  private func wait(until time: Duration) async throws {
    guard let now = pipeline.runningTime, time > now else { return try Task.checkCancellation() }
    try await Task.sleep(for: time - now)
  }
}
