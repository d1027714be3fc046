public import Vocabulary

/// How long an encoder takes over a frame.
public enum EncoderSpeed {
  /// Median of `count` whole frames of 640×480 grey, in milliseconds, after the encoder's own warm-up.
  public static func measure(_ encoder: some ImageEncoder, count: Int = 15) async throws -> Double {
    let time = SystemTime()
    let format = PixelFormat.i420(.bt601Limited)
    let pixels = PixelBuffer(
      width: 640, height: 480, format: format,
      bytes: [UInt8](repeating: 128, count: PixelBuffer.byteCount(width: 640, height: 480, format: format)))
    var milliseconds: [Double] = []
    for sequence in 1...count {
      let start = time.now()
      let frame = Frame(
        stream: .picture, session: SessionIdentifier(), sequence: UInt64(sequence), capturedAt: start, pixels: pixels)
      _ = try await encoder.encode(View(frame: frame, regions: []), deadline: start.advanced(by: .seconds(60)))
      milliseconds.append(time.now().since(start).milliseconds)
    }
    return Quantiles(of: milliseconds)?.p50 ?? .infinity
  }
}
