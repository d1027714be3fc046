import Foundation
import Pictures
import Testing
import Vocabulary

@testable import Encoding

/// A picture's way from its file to the model's size, compared with Pillow's in grey levels, every value of it.
@Suite struct PictureParity {
  struct Golden: Decodable {
    struct Case: Decodable {
      let name: String
      let width: Int
      let height: Int
      let file: Data
      let rgb: Data
      let resized: Data
    }
    let side: Int
    let cases: [Case]
  }

  /// The largest and the mean difference.
  static func difference(_ actual: [UInt8], _ golden: Data) -> (largest: Int, mean: Double) {
    guard actual.count == golden.count else { return (256, 256) }
    let all = zip(actual, golden).map { abs(Int($0) - Int($1)) }
    return (all.max() ?? 256, Double(all.reduce(0, +)) / Double(max(all.count, 1)))
  }

  @Test func `PNG decodes to the bit, JPEG within one grey level; a cubic adds at most one, a fifth in the mean`() throws {
    let golden = try Places.golden(Golden.self, "pictures.json")
    #expect(golden.cases.count == 9)
    for row in golden.cases {
      let bounds = PictureBounds(bytes: 1_000_000, pixels: 1_000_000, side: 16)
      let picture = try RGBPicture(decoding: [UInt8](row.file), bounds: bounds)
      #expect((picture.width, picture.height) == (row.width, row.height))
      let decoded = Self.difference(picture.bytes, row.rgb)
      let isLossless = row.name.hasPrefix("png")
      #expect(decoded.largest <= (isLossless ? 0 : 1) && decoded.mean <= 0.01, "\(row.name): \(decoded)")
      let pixels = PixelBuffer(width: row.width, height: row.height, format: .rgb, bytes: picture.bytes)
      let resizer = PictureResizer(width: golden.side, height: golden.side, filter: .bicubic)
      let resized = Self.difference(
        Preprocessing.bytes(resizer, pixels, .whole(width: row.width, height: row.height)), row.resized)
      // To the bit, but for an upright picture: some of those Pillow 13 resizes columns first, by a rule of its own.
      let isUpright = row.height > row.width
      #expect(resized.largest <= 1 && resized.mean <= (isUpright ? 0.2 : 0.01), "\(row.name), resized: \(resized)")
    }
  }

  @Test func `a picture of another file fails the same comparison`() throws {
    let cases = try Places.golden(Golden.self, "pictures.json").cases
    let first = try #require(cases.first { $0.name == "png, colour" })
    let other = try #require(cases.first { $0.name == "jpeg, full colour" })
    #expect(Self.difference([UInt8](first.rgb), other.rgb).largest > 1)
  }
}
