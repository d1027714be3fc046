import GStreamer

/// Clips that tests draw for themselves.
enum Clip {
  /// Runs `description` to its end; `$FILE` stands for `path`.
  static func render(_ description: String, to path: String) async throws {
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
  static func vp8(_ path: String, frames: Int, width: Int = 320, height: Int = 240) async throws {
    try await render(
      """
      videotestsrc num-buffers=\(frames) pattern=ball ! video/x-raw,format=I420,width=\(width),height=\(height),framerate=30/1
      ! vp8enc deadline=1 keyframe-max-dist=10 ! webmmux ! filesink location=$FILE
      """, to: path)
  }
}
