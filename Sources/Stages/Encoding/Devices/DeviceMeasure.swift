internal import Vocabulary

/// How the speed of an encoder is found out.
struct DeviceMeasure: Sendable {
  typealias Encode = @Sendable (View, Moment) async throws(EncodingError) -> [ImageEmbedding]

  /// Milliseconds of a whole frame.
  let milliseconds: @Sendable (@escaping Encode) async throws(EncodingError) -> Double

  /// The median of five grey frames, after one that warms up.
  static let frames = DeviceMeasure { encode throws(EncodingError) in
    guard let stream = StreamIdentifier("speed") else { preconditionFailure("a stream's name that is none") }
    let (width, height, format) = (640, 480, PixelFormat.i420(.bt601Limited))
    let pixels = PixelBuffer(
      width: width, height: height, format: format,
      bytes: [UInt8](repeating: 128, count: PixelBuffer.byteCount(width: width, height: height, format: format)))
    let time = SystemTime()
    var taken: [Double] = []
    for sequence in 0...5 {
      let start = time.now()
      let frame = Frame(
        stream: stream, session: SessionIdentifier(), sequence: UInt64(sequence), capturedAt: start, pixels: pixels)
      _ = try await encode(View(frame: frame, regions: []), start.advanced(by: .seconds(60)))
      if sequence > 0 { taken.append(time.now().since(start).milliseconds) }
    }
    return taken.sorted()[taken.count / 2]
  }
}
