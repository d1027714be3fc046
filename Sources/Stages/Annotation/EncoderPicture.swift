import Vocabulary

/// An I420 picture laid out as the encoder's input is: even size, rows padded to four bytes.
///
/// - Source: GStreamer's design document on raw media types: for I420 the strides are the width and half the even width, each
///   rounded up to a multiple of 4, and planes have even and half even heights. H.264 4:2:0 has no odd sizes: the last row or
///   column is repeated.
struct EncoderPicture {
  let width: Int
  let height: Int
  private let lumaStride: Int
  private let chromaStride: Int
  private(set) var bytes: [UInt8]

  /// - Precondition: `picture` is I420.
  init(_ picture: PixelBuffer) {
    width = (picture.width + 1) / 2 * 2
    height = (picture.height + 1) / 2 * 2
    lumaStride = (width + 3) / 4 * 4
    chromaStride = (width / 2 + 3) / 4 * 4
    bytes = []
    bytes.reserveCapacity(lumaStride * height + chromaStride * height)
    append(picture.bytes[..<picture.uOffset], picture.width, picture.height, stride: lumaStride, rows: height)
    let (u, v) = (picture.uOffset, picture.vOffset)
    append(picture.bytes[u..<v], picture.chromaWidth, picture.chromaHeight, stride: chromaStride, rows: height / 2)
    append(picture.bytes[v...], picture.chromaWidth, picture.chromaHeight, stride: chromaStride, rows: height / 2)
  }

  private mutating func append(_ plane: ArraySlice<UInt8>, _ width: Int, _ height: Int, stride: Int, rows: Int) {
    for row in 0..<rows {
      let start = plane.startIndex + min(row, height - 1) * width
      let line = plane[start..<start + width]
      bytes += line
      bytes += repeatElement(line[line.endIndex - 1], count: stride - width)
    }
  }

  /// Lays a drawing over it.
  ///
  /// A premultiplied colour goes through the matrix as it is, and the constant part of the result is scaled by the opacity; so
  /// nothing is divided. Chroma is the mean of its four pixels.
  /// - Parameters:
  ///   - overlay: `0xAARRGGBB`, premultiplied, row by row.
  ///   - size: width and height of the overlay; at most this picture's.
  ///   - encoding: how this picture's bytes are colours.
  mutating func blend(_ overlay: [UInt32], _ size: (width: Int, height: Int), _ encoding: YCbCrEncoding) {
    let matrix = OverlayMatrix(encoding)
    for y in stride(from: 0, to: size.height, by: 2) {
      for x in stride(from: 0, to: size.width, by: 2) { blendBlock(overlay, size, matrix, x, y) }
    }
  }

  /// Four pixels and their chroma.
  private mutating func blendBlock(
    _ overlay: [UInt32], _ size: (width: Int, height: Int), _ matrix: OverlayMatrix, _ x: Int, _ y: Int
  ) {
    // What lies beyond an odd edge takes its neighbour's drawing, as it took its picture.
    let (right, below) = (min(x + 1, size.width - 1), min(y + 1, size.height - 1))
    let (first, third) = (y * size.width, below * size.width)
    let four = (overlay[first + x], overlay[first + right], overlay[third + x], overlay[third + right])
    guard four.0 | four.1 | four.2 | four.3 != 0 else { return }
    let row = y * lumaStride + x
    let sum =
      blendLuma(four.0, matrix, row) + blendLuma(four.1, matrix, row + 1) + blendLuma(four.2, matrix, row + lumaStride)
      + blendLuma(four.3, matrix, row + lumaStride + 1)
    let chroma = lumaStride * height + y / 2 * chromaStride + x / 2
    let (blue, red) = matrix.chroma(sum / 4)
    let rest = 1 - sum.w / 4
    bytes[chroma] = UInt8(clamping: Int((Float(bytes[chroma]) * rest + blue).rounded()))
    let second = chroma + chromaStride * height / 2
    bytes[second] = UInt8(clamping: Int((Float(bytes[second]) * rest + red).rounded()))
  }

  /// - Returns: the pixel's red, green, blue and opacity.
  private mutating func blendLuma(_ pixel: UInt32, _ matrix: OverlayMatrix, _ index: Int) -> SIMD4<Float> {
    let colour = SIMD4<Float>(
      Float(pixel >> 16 & 255), Float(pixel >> 8 & 255), Float(pixel & 255), Float(pixel >> 24) / 255)
    bytes[index] = UInt8(clamping: Int((Float(bytes[index]) * (1 - colour.w) + matrix.luma(colour)).rounded()))
    return colour
  }
}
