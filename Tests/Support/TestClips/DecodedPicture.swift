import GStreamer

/// A picture of a clip as a player would show it.
public struct DecodedPicture: Sendable {
  public let width: Int
  public let height: Int
  /// Y, then U, then V, without padding.
  public let bytes: [UInt8]
  public let time: Duration

  init?(_ sample: borrowing MediaSample) {
    guard let layout = sample.layout, let time = sample.presentation else { return nil }
    (width, height) = (layout.width, layout.height)
    let chroma = (width + 1) / 2 * ((height + 1) / 2)
    var copy = [UInt8](repeating: 0, count: width * height + 2 * chroma)
    guard sample.copyI420(into: &copy) else { return nil }
    bytes = copy
    self.time = time
  }

  /// Luma of one pixel.
  public func luma(_ x: Int, _ y: Int) -> Int { Int(bytes[y * width + x]) }

  /// Mean absolute difference of luma inside a rectangle, which both pictures must hold.
  public func difference(from other: DecodedPicture, x: Range<Int>, y: Range<Int>) -> Double {
    var sum = 0
    for row in y { for column in x { sum += abs(luma(column, row) - other.luma(column, row)) } }
    return Double(sum) / Double(x.count * y.count)
  }
}
