import GStreamer
import Synchronization
import Vocabulary

/// The GStreamer side of writing: pictures in, H.264 in MP4 out.
///
/// - Threading: ``push(_:_:at:for:)`` and ``finish()`` by one caller at a time. ``stop()`` and ``init(path:)`` block.
final class ClipEncoder: Sendable {
  private enum Signal: Sendable { case needsPicture, ended, failed(MediaFailure) }

  private let pipeline: MediaPipeline
  private let feed: MediaFeed
  private let size: MediaElement
  private let signals: AsyncStream<Signal>
  private let failure: SharedFailure

  private final class SharedFailure: Sendable { let value = Mutex<MediaFailure?>(nil) }

  /// `videoscale` brings pictures of another size to the first one's, with black borders. Constant quality; no B-pictures, so
  /// that the clip begins at 0; times of pictures are kept, whatever their rate.
  private static let description = """
    appsrc name=source ! videoconvert ! videoscale add-borders=true ! capsfilter name=size
    ! x264enc pass=qual quantizer=20 speed-preset=veryfast bframes=0 key-int-max=60 ! video/x-h264,profile=high
    ! mp4mux ! filesink name=file
    """

  init(path: String) throws(MediaFailure) {
    let pipeline = try MediaPipeline(description: Self.description)
    guard let source = pipeline.element(named: "source"), let size = pipeline.element(named: "size"),
      let file = pipeline.element(named: "file")
    else { throw .missingElement("filesink") }
    file.set("location", path)
    // At most one request for a picture is open, and one end.
    let (signals, inbox) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(16))
    let failure = SharedFailure()
    feed = MediaFeed(source) { inbox.yield(.needsPicture) }
    pipeline.onMessage { message in
      switch message {
      case .endOfStream: inbox.yield(.ended)
      case .failed(let problem):
        failure.value.withLock { $0 = $0 ?? problem }
        inbox.yield(.failed(problem))
      case .warned: break
      }
    }
    (self.pipeline, self.size, self.signals, self.failure) = (pipeline, size, signals, failure)
    // Why a start is refused comes as a message, before the refusal.
    do { try pipeline.start() } catch { throw failure.value.withLock { $0 } ?? error }
  }

  /// Fixes what the clip looks like; to be called once, before the first picture.
  func setOutput(_ caps: String) { size.set("caps", caps) }

  /// Gives one picture in when the encoder can use it.
  func push(_ bytes: [UInt8], _ caps: String, at time: Duration, for duration: Duration) async throws(MediaFailure) {
    try await wait { if case .needsPicture = $0 { true } else { false } }
    feed.setCaps(caps)
    guard feed.push(bytes, presentation: time, duration: duration) else { throw failure.value.withLock { $0 } ?? .stateRefused }
  }

  /// Waits until everything is written.
  func finish() async throws(MediaFailure) {
    feed.finish()
    try await wait { if case .ended = $0 { true } else { false } }
  }

  /// Ends it, whole or not.
  func stop() { pipeline.stop() }

  private func wait(for isAwaited: (Signal) -> Bool) async throws(MediaFailure) {
    for await signal in signals {
      if let failure = failure.value.withLock({ $0 }) { throw failure }
      if isAwaited(signal) { return }
    }
    // The stream only ends with its reader's task.
    throw .stateRefused
  }
}
