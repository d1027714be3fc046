import Testing
import Vocabulary

@testable import Annotation

@Suite struct `A picture on its way to the encoder` {
  @Test func `has even sides and padded rows, its edge repeated`() {
    // 3 × 3 luma 0…8, chroma 2 × 2.
    let odd = PixelBuffer(
      width: 3, height: 3, format: .i420(.bt601Limited), bytes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 20, 21, 22, 23])
    let picture = EncoderPicture(odd)
    #expect(picture.width == 4 && picture.height == 4)
    #expect(
      picture.bytes == [
        0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 6, 7, 8, 8,
        10, 11, 11, 11, 12, 13, 13, 13, 20, 21, 21, 21, 22, 23, 23, 23,
      ])
  }

  @Test func `is what it was where nothing is drawn`() {
    var picture = EncoderPicture(.grey(width: 6, height: 4))
    let before = picture.bytes
    picture.blend([UInt32](repeating: 0, count: 24), (6, 4), .bt601Limited)
    #expect(picture.bytes == before)
  }

  // Expected: Y, Cb, Cr of pure red by the formulas of BT.601 and BT.709, worked out by hand.
  @Test(arguments: [
    (YCbCrEncoding.bt601Limited, [81, 90, 240]), (.bt601Full, [76, 85, 255]), (.bt709Limited, [63, 102, 240]),
    (.bt709Full, [54, 99, 255]),
  ])
  func `takes an opaque colour as its own matrix makes it`(encoding: YCbCrEncoding, expected: [UInt8]) {
    var picture = EncoderPicture(.grey(width: 4, height: 2, encoding))
    picture.blend([UInt32](repeating: 0xFFFF_0000, count: 8), (4, 2), encoding)
    #expect(picture.bytes[..<8].allSatisfy { $0 == expected[0] })
    #expect(Array(picture.bytes[8..<10]) == [expected[1], expected[1]])
    #expect(Array(picture.bytes[12..<14]) == [expected[2], expected[2]])
  }

  @Test func `mixes half of a colour with half of the picture`() {
    // Premultiplied white at 128 of 255; white is 235, the picture 35: 35 + 200 × 128 ÷ 255 = 135.4.
    var picture = EncoderPicture(.grey(width: 4, height: 2, luma: 35))
    var overlay = [UInt32](repeating: 0, count: 8)
    overlay[5] = 0x8080_8080
    picture.blend(overlay, (4, 2), .bt601Limited)
    #expect(Array(picture.bytes[..<8]) == [35, 35, 35, 35, 35, 135, 35, 35])
  }
}
