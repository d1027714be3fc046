import Testing
import Vocabulary

/// Pictures that are formulas, the same ones as in Tools/golden/resize.py.
enum Drawing {
  static func rgb(width: Int, height: Int) -> PixelBuffer {
    var bytes: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        for c in 0..<3 { bytes.append(UInt8((x * 7 + y * 13 + c * 29 + (x * y) % 31 * 5 + (x / 8 + y / 8) % 2 * 60) % 256)) }
      }
    }
    return PixelBuffer(width: width, height: height, format: .rgb, bytes: bytes)
  }

  /// One colour everywhere.
  static func i420(width: Int, height: Int, y: UInt8, u: UInt8, v: UInt8, _ encoding: YCbCrEncoding) -> PixelBuffer {
    let chroma = ((width + 1) / 2) * ((height + 1) / 2)
    let bytes =
      [UInt8](repeating: y, count: width * height) + [UInt8](repeating: u, count: chroma) + [UInt8](repeating: v, count: chroma)
    return PixelBuffer(width: width, height: height, format: .i420(encoding), bytes: bytes)
  }

  /// Planes in which neighbours differ.
  static func planes(width: Int, height: Int) -> PixelBuffer {
    let chroma = ((width + 1) / 2) * ((height + 1) / 2)
    var bytes: [UInt8] = []
    for place in 0..<(width * height + 2 * chroma) { bytes.append(UInt8(40 + (place * 57 + place / 13) % 170)) }
    return PixelBuffer(width: width, height: height, format: .i420(.bt601Limited), bytes: bytes)
  }

  static func frame(_ pixels: PixelBuffer) throws -> Frame {
    Frame(
      stream: try #require(StreamIdentifier("test")), session: SessionIdentifier(), sequence: 1, capturedAt: SystemTime().now(),
      pixels: pixels)
  }

  static var far: Moment { SystemTime().now().advanced(by: .seconds(60)) }
}
