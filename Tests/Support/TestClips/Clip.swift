import Foundation
import GStreamer
import Synchronization

/// Clips that tests draw for themselves.
public enum Clip {
  /// Runs `description` to its end; `$FILE` stands for `path`.
  public static func render(_ description: String, to path: String) async throws {
    let pipeline = try MediaPipeline(description: description.replacing("$FILE", with: path))
    let (messages, inbox) = AsyncStream.makeStream(of: MediaMessage.self)
    pipeline.onMessage { inbox.yield($0) }
    try pipeline.start()
    loop: for await message in messages {
      switch message {
      case .endOfStream: break loop
      case .failed(let failure): throw failure
      case .warned: continue
      }
    }
    pipeline.stop()
  }

  /// A VP8 clip in WebM with a key frame every 10 pictures.
  public static func vp8(_ path: String, frames: Int, width: Int = 320, height: Int = 240) async throws {
    try await render(
      """
      videotestsrc num-buffers=\(frames) pattern=ball ! video/x-raw,format=I420,width=\(width),height=\(height),framerate=30/1
      ! vp8enc deadline=1 keyframe-max-dist=10 ! webmmux ! filesink location=$FILE
      """, to: path)
  }

  /// How long an MP4 with one track says it is, from its media header (ISO/IEC 14496-12 section 8.4.2, version 0).
  public static func duration(ofMP4 path: String) throws -> Duration? {
    let file = try Data(contentsOf: URL(fileURLWithPath: path))
    guard let header = file.range(of: Data("mdhd".utf8)) else { return nil }
    func number(at offset: Int) -> Int { file[(header.upperBound + offset)...].prefix(4).reduce(0) { $0 << 8 | Int($1) } }
    return .milliseconds(number(at: 16) * 1000 / number(at: 12))
  }

  /// Every picture of a clip, decoded, with its time and the clip's end: what a player would show.
  public static func pictures(_ path: String) async throws -> [DecodedPicture] {
    let pipeline = try MediaPipeline(
      description: "filesrc name=file ! decodebin ! videoconvert ! video/x-raw,format=I420 ! appsink name=end sync=false")
    guard let file = pipeline.element(named: "file"), let end = pipeline.element(named: "end") else { return [] }
    file.set("location", path)
    let outlet = MediaOutlet(end)
    let messages = FailureBox()
    pipeline.onMessage { if case .failed(let failure) = $0 { messages.failure.withLock { $0 = failure } } }
    try pipeline.start()
    defer { pipeline.stop() }
    var pictures: [DecodedPicture] = []
    while true {
      switch outlet.pull(waitingAtMost: .milliseconds(100)) {
      case .sample(let sample): if let picture = DecodedPicture(sample) { pictures.append(picture) }
      case .nothingYet: if let failure = messages.failure.withLock({ $0 }) { throw failure }
      case .ended: return pictures
      }
    }
  }
}

private final class FailureBox: Sendable { let failure = Mutex<MediaFailure?>(nil) }
