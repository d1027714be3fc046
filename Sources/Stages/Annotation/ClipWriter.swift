import GStreamer
public import Vocabulary

/// Writes a clip with its overlay burnt in: H.264 in MP4, each picture at its own time.
///
/// The clip is as large as its first picture; later ones of another size are fitted into it with black borders. It has no sound.
/// It appears under its name only by ``finish()``, whole.
/// - Threading: an actor on a queue of its own: drawing and the encoder's start and end block.
public actor ClipWriter {
  private let file: OutputFile
  private var encoder: ClipEncoder?
  private var canvas: PictureCanvas?
  private nonisolated let executor = QueueExecutor(name: "annotation")

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Looks whether `path` can be written; nothing is there before ``finish()``.
  public init(to path: String) throws(AnnotationError) { file = try OutputFile(path) }

  /// Whether a clip could be written to `path`, for whoever wants to know before a long work begins.
  public static func check(_ path: String) throws(AnnotationError) { _ = try OutputFile(path) }

  /// Adds a picture.
  ///
  /// - Parameters:
  ///   - picture: I420, any size.
  ///   - aspect: of one pixel: width over height.
  ///   - content: what is drawn over it.
  ///   - time: from the clip's start, later than the one before.
  ///   - duration: how long it is shown; counts for the last one.
  public func write(
    _ picture: PixelBuffer, _ aspect: PixelAspect, _ content: OverlayContent, at time: Duration, for duration: Duration
  ) async throws(AnnotationError) {
    guard case .i420(let encoding) = picture.format else { throw .failed(cause: "the picture is no I420") }
    var drawn = EncoderPicture(picture)
    let overlay = try draw(content, width: picture.width, height: picture.height)
    drawn.blend(overlay, (picture.width, picture.height), encoding)
    let caps = Self.caps(drawn, aspect, encoding)
    do {
      let encoder = try opened(caps)
      try await encoder.push(drawn.bytes, caps, at: time, for: duration)
    } catch { throw AnnotationError(error, folder: file.folder) }
  }

  /// Ends the clip and gives it its name.
  public func finish() async throws(AnnotationError) {
    guard let encoder else { throw .empty }
    do { try await encoder.finish() } catch { throw AnnotationError(error, folder: file.folder) }
    encoder.stop()
    self.encoder = nil
    try file.publish()
  }

  /// Gives up: nothing of it stays.
  public func abandon() {
    encoder?.stop()
    encoder = nil
    file.discard()
  }

  private func opened(_ caps: String) throws(MediaFailure) -> ClipEncoder {
    if let encoder { return encoder }
    let made = try ClipEncoder(path: file.temporaryPath)
    made.setOutput(caps)
    encoder = made
    return made
  }

  private func draw(_ content: OverlayContent, width: Int, height: Int) throws(AnnotationError) -> [UInt32] {
    do {
      let current: PictureCanvas
      if let canvas, canvas.width == width, canvas.height == height {
        current = canvas
      } else {
        current = try PictureCanvas(width: width, height: height)
      }
      canvas = current
      return try current.draw(content)
    } catch { throw .failed(cause: "\(error)") }
  }

  private static func caps(_ picture: EncoderPicture, _ aspect: PixelAspect, _ encoding: YCbCrEncoding) -> String {
    // Written out as range:matrix:transfer:primaries where GStreamer has no name for it.
    let colours =
      switch encoding {
      case .bt601Limited: "bt601"
      case .bt709Limited: "bt709"
      case .bt601Full: "1:4:0:0"
      case .bt709Full: "1:3:0:0"
      }
    return
      "video/x-raw,format=I420,width=\(picture.width),height=\(picture.height),framerate=0/1,"
      + "pixel-aspect-ratio=\(aspect.width)/\(aspect.height),interlace-mode=progressive,colorimetry=\(colours)"
  }
}
