import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct Preprocessing {
  struct Golden: Decodable {
    struct Case: Decodable {
      let name: String
      let width: Int
      let height: Int
      let box: [Double]
      let side: Int
      let filter: String
      let antialiased: Bool
      let rgb: Data
    }
    let cases: [Case]
  }

  static func bytes(_ resizer: PictureResizer, _ picture: PixelBuffer, _ box: PixelBox) -> [UInt8] {
    var result: [UInt8] = []
    resizer.resize(picture, box: box) { _, row in result += row.map { UInt8(min(max($0 + 0.5, 0), 255)) } }
    return result
  }

  @Test func `every pixel is within one grey level of the reference's`() throws {
    for row in try Places.golden(Golden.self, "resize.json").cases {
      let filter = try #require(ResampleFilter(rawValue: row.filter))
      let resizer = PictureResizer(width: row.side, height: row.side, filter: filter, isAntialiased: row.antialiased)
      let box = PixelBox(left: row.box[0], top: row.box[1], right: row.box[2], bottom: row.box[3])
      let actual = Self.bytes(resizer, Drawing.rgb(width: row.width, height: row.height), box)
      let worst = zip(actual, row.rgb).map { abs(Int($0) - Int($1)) }.max()
      #expect(actual.count == row.rgb.count)
      #expect(worst ?? 256 <= 1, "\(row.name): \(worst ?? 256)")
    }
  }

  @Test func `every pixel is Pillow's to the bit where rounding goes its way`() throws {
    for row in try Places.golden(Golden.self, "resize.json").cases where row.antialiased {
      let filter = try #require(ResampleFilter(rawValue: row.filter))
      let resizer = PictureResizer(width: row.side, height: row.side, filter: filter, isStepwise: true)
      let box = PixelBox(left: row.box[0], top: row.box[1], right: row.box[2], bottom: row.box[3])
      let actual = Self.bytes(resizer, Drawing.rgb(width: row.width, height: row.height), box)
      #expect(actual == [UInt8](row.rgb), "\(row.name)")
    }
  }

  @Test func `a transposed picture fails the same comparison`() throws {
    let row = try #require(try Places.golden(Golden.self, "resize.json").cases.first { $0.name == "the same size" })
    let picture = Drawing.rgb(width: 24, height: 24)
    var transposed: [UInt8] = []
    for y in 0..<24 { for x in 0..<24 { transposed += picture.bytes[(3 * (x * 24 + y))..<(3 * (x * 24 + y) + 3)] } }
    let other = PixelBuffer(width: 24, height: 24, format: .rgb, bytes: transposed)
    let actual = Self.bytes(PictureResizer(width: 24, height: 24), other, .whole(width: 24, height: 24))
    #expect(zip(actual, row.rgb).contains { abs(Int($0) - Int($1)) > 1 })
  }

  @Test(arguments: [
    (YCbCrEncoding.bt601Limited, [UInt8(235), 128, 128], [255, 255, 255]), (.bt601Limited, [16, 128, 128], [0, 0, 0]),
    (.bt601Limited, [81, 90, 240], [254, 0, 0]), (.bt601Full, [76, 85, 255], [254, 0, 0]),
    (.bt709Limited, [63, 102, 240], [255, 1, 0]),
    (.bt709Full, [54, 99, 255], [254, 0, 0]), (.bt709Limited, [173, 42, 26], [0, 255, 1]),
  ])
  func `colour comes from the picture's own matrix and range`(encoding: YCbCrEncoding, planes: [UInt8], rgb: [Int]) {
    let picture = Drawing.i420(width: 31, height: 17, y: planes[0], u: planes[1], v: planes[2], encoding)
    let actual = Self.bytes(PictureResizer(width: 8, height: 8), picture, .whole(width: 31, height: 17))
    for place in actual.indices { #expect(abs(Int(actual[place]) - rgb[place % 3]) <= 1, "\(actual[0..<3])") }
  }

  @Test func `a crop takes luma and chroma from the same place`() {
    // Left half black, right half white with strong chroma: a crop of the right half shows nothing of the left.
    let (width, height) = (64, 32)
    var bytes = [UInt8](repeating: 16, count: PixelBuffer.byteCount(width: width, height: height, format: .i420(.bt601Limited)))
    for y in 0..<height { for x in 0..<width { bytes[y * width + x] = x < 32 ? 16 : 81 } }
    for y in 0..<16 {
      for x in 0..<32 {
        bytes[width * height + y * 32 + x] = x < 16 ? 128 : 90
        bytes[width * height + 512 + y * 32 + x] = x < 16 ? 128 : 240
      }
    }
    let picture = PixelBuffer(width: width, height: height, format: .i420(.bt601Limited), bytes: bytes)
    let actual = Self.bytes(PictureResizer(width: 8, height: 8), picture, PixelBox(left: 40, top: 4, right: 56, bottom: 20))
    for place in actual.indices { #expect(abs(Int(actual[place]) - [254, 0, 0][place % 3]) <= 1) }
  }

  @Test(arguments: [(640, 480), (480, 640), (1280, 720), (17, 9), (1, 1), (2, 301)])
  func `odd and tiny pictures of both formats fill every row`(width: Int, height: Int) {
    for format in [PixelFormat.rgb, .i420(.bt709Limited)] {
      let bytes = [UInt8](repeating: 90, count: PixelBuffer.byteCount(width: width, height: height, format: format))
      let picture = PixelBuffer(width: width, height: height, format: format, bytes: bytes)
      #expect(Self.bytes(PictureResizer(width: 16, height: 16), picture, .whole(width: width, height: height)).count == 768)
    }
  }

  @Test func `a region becomes a square that lies within the picture`() {
    for region in [
      Region(x: 0, y: 0, width: 0.1, height: 0.5, weight: 1), Region(x: 0.9, y: 0.95, width: 0.1, height: 0.05, weight: 1),
      .whole,
    ] {
      let box = PixelBox(region, width: 640, height: 480).squared(width: 640, height: 480)
      #expect(abs((box.right - box.left) - (box.bottom - box.top)) < 1e-9)
      #expect(box.left >= 0 && box.top >= 0 && box.right <= 640 && box.bottom <= 480)
    }
  }
}
