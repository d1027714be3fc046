import Testing
import Vocabulary

@testable import Pipeline

@Suite struct ColourMeterTests {
  private typealias Triple = [UInt8]
  private static let (skin, spot): (Triple, Triple) = ([200, 160, 140], [80, 50, 40])

  /// A picture of skin with a spot at columns and rows 10 to 19 of 30.
  private static func picture() -> PixelBuffer {
    var bytes: [UInt8] = []
    for row in 0..<30 { for column in 0..<30 { bytes += (10..<20).contains(row) && (10..<20).contains(column) ? spot : skin } }
    return PixelBuffer(width: 30, height: 30, format: .rgb, bytes: bytes)
  }

  private static func region(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Region {
    Region(x: x, y: y, width: width, height: height, weight: 1)
  }

  private static func isNear(_ colour: AlertObservation.MeanColour?, _ values: [Double], by most: Double = 0.01) -> Bool {
    guard let colour else { return false }
    return zip([colour.red, colour.green, colour.blue], values).allSatisfy { abs($0 - $1) <= most }
  }

  @Test func `a spot has its own colour, and what is around it does not hold it`() {
    let found = ColourMeter(Self.picture()).measure(Self.region(1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3))
    #expect(Self.isNear(found.within, Self.spot.map(Double.init)))
    #expect(Self.isNear(found.around, Self.skin.map(Double.init)))
  }

  @Test func `half spot, half skin is the mean of both`() {
    let found = ColourMeter(Self.picture()).measure(Self.region(1.0 / 3, 1.0 / 3, 2.0 / 3, 1.0 / 3))
    #expect(Self.isNear(found.within, zip(Self.spot, Self.skin).map { (Double($0) + Double($1)) / 2 }, by: 3))
  }

  @Test func `a region at the edge is measured where it is in the picture, and one outside has no colour`() {
    let meter = ColourMeter(Self.picture())
    let corner = meter.measure(Self.region(-0.1, -0.1, 0.2, 0.2))
    #expect(Self.isNear(corner.within, Self.skin.map(Double.init)) && Self.isNear(corner.around, Self.skin.map(Double.init)))
    let outside = meter.measure(Self.region(3, 3, 0.2, 0.2))
    #expect(outside.within == nil && outside.around == nil)
  }

  @Test func `the whole picture has no surroundings`() {
    let found = ColourMeter(Self.picture()).measure(.whole)
    #expect(found.within != nil && found.around == nil)
  }

  /// Y, Cb and Cr of pure white, black and red by BT.601 and BT.709, computed from their matrices by hand, rounded.
  @Test(arguments: [
    (YCbCrEncoding.bt601Limited, [235, 128, 128], [255, 255, 255]), (.bt601Limited, [16, 128, 128], [0, 0, 0]),
    (.bt601Limited, [81, 90, 240], [255, 0, 0]), (.bt709Limited, [63, 102, 240], [255, 0, 0]),
    (.bt601Full, [76, 85, 255], [255, 0, 0]), (.bt709Full, [54, 99, 255], [255, 0, 0]),
    (.bt709Full, [128, 128, 128], [128, 128, 128]),
  ])
  func `I420 of every encoding comes out as the colour that went in`(encoding: YCbCrEncoding, planes: [UInt8], colour: [Double]) {
    let bytes =
      Array(repeating: planes[0], count: 16) + Array(repeating: planes[1], count: 4) + Array(repeating: planes[2], count: 4)
    let picture = PixelBuffer(width: 4, height: 4, format: .i420(encoding), bytes: bytes)
    let found = ColourMeter(picture).measure(Self.region(0.25, 0.25, 0.5, 0.5))
    // One step of a plane is up to two of a colour.
    #expect(Self.isNear(found.within, colour, by: 2.5), "\(found)")
  }

  @Test func `a picture of odd size is read to its last column and row`() {
    let chroma = PixelBuffer.byteCount(width: 5, height: 3, format: .i420(.bt601Full)) - 15
    let picture = PixelBuffer(
      width: 5, height: 3, format: .i420(.bt601Full),
      bytes: Array(repeating: 90, count: 15) + Array(repeating: 128, count: chroma))
    #expect(Self.isNear(ColourMeter(picture).measure(Self.region(0.8, 0.67, 0.2, 0.33)).within, [90, 90, 90]))
  }
}
