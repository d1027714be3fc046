import Capture
import Foundation
import Pictures
import TestSupport
import Testing
import Vocabulary

@Suite struct `A picture file` {
  private let quarters = TestPictures.quarters(width: 64, height: 48)

  @Test func `comes back from JPEG as it was drawn, within its losses`() throws {
    let decoded = try RGBPicture(decoding: try quarters.jpeg(quality: 100), bounds: TestPictures.bounds)
    #expect((decoded.width, decoded.height) == (64, 48))
    var largest = 0
    for index in decoded.bytes.indices {
      // Chroma has half the resolution: colours run into each other where two quarters meet.
      let (column, row) = (index / 3 % 64, index / 3 / 64)
      guard abs(column - 32) > 2, abs(row - 24) > 2 else { continue }
      largest = max(largest, abs(Int(decoded.bytes[index]) - Int(quarters.bytes[index])))
    }
    #expect(largest <= 6)
  }

  @Test(arguments: zip(1...8, ["RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"]))
  func `is turned upright by its EXIF orientation`(orientation: Int, corners: String) throws {
    for bigEndian in [false, true] {
      let jpeg = TestPictures.adding(orientation: UInt8(orientation), bigEndian: bigEndian, to: try quarters.jpeg())
      let decoded = try RGBPicture(decoding: jpeg, bounds: TestPictures.bounds)
      #expect((decoded.width, decoded.height) == (orientation < 5 ? (64, 48) : (48, 64)))
      #expect(TestPictures.corners(width: decoded.width, height: decoded.height, rgb: decoded.bytes) == corners)
    }
  }

  @Test func `stays as it is under an orientation that does not exist`() throws {
    let jpeg = TestPictures.adding(orientation: 9, bigEndian: true, to: try quarters.jpeg())
    let decoded = try RGBPicture(decoding: jpeg, bounds: TestPictures.bounds)
    #expect(TestPictures.corners(width: decoded.width, height: decoded.height, rgb: decoded.bytes) == "RGBW")
  }

  @Test func `is refused by its header if it claims too many pixels`() async throws {
    let bomb = TestPictures.claiming(width: 65_000, height: 65_000, try quarters.jpeg())
    var asked = 0
    #expect(throws: PictureError.tooManyPixels(width: 65_000, height: 65_000, limit: 50_000_000)) {
      try RGBPicture(decoding: bomb, bounds: TestPictures.bounds) { count in
        asked += count
        return [UInt8](repeating: 0, count: count)
      }
    }
    #expect(asked == 0, "memory was taken for it")
    await #expect(throws: PictureFault.tooManyPixels(width: 65_000, height: 65_000)) { try await PictureDecoder().decode(bomb) }
  }

  @Test func `is refused if it is too small, too long or something else`() async throws {
    let tiny = try TestPictures.quarters(width: 15, height: 40).jpeg()
    await #expect(throws: PictureFault.tooSmall(width: 15, height: 40)) { try await PictureDecoder().decode(tiny) }
    let long = [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: PictureLimits.bytes)
    await #expect(throws: PictureFault.tooManyBytes) { try await PictureDecoder().decode(long) }
    await #expect(throws: PictureFault.format) { try await PictureDecoder().decode([UInt8]("GIF89a".utf8)) }
    await #expect(throws: PictureFault.format) { try await PictureDecoder().decode([]) }
  }

  @Test func `is refused if it is cut short: no grey pixel is made up`() async throws {
    let jpeg = try TestPictures.quarters(width: 256, height: 256).jpeg()
    for count in [3, 20, jpeg.count / 2, jpeg.count - 40] {
      await #expect(throws: PictureFault.damaged) { try await PictureDecoder().decode(Array(jpeg[..<count])) }
    }
  }

  @Test func `never crashes the decoder, whatever stands in it`() throws {
    var random = SplitMix64(seed: 7)
    let jpeg = TestPictures.adding(orientation: 6, bigEndian: false, to: try TestPictures.quarters(width: 40, height: 40).jpeg())
    for _ in 0..<2000 {
      var bytes = jpeg
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let decoded = try? RGBPicture(decoding: bytes, bounds: TestPictures.bounds) else { continue }
      #expect(decoded.bytes.count == decoded.width * decoded.height * 3)
    }
  }

  @Test func `becomes a pixel buffer in RGB`() async throws {
    let pixels = try await PictureDecoder().decode(try quarters.jpeg())
    #expect(pixels.format == .rgb)
    #expect((pixels.width, pixels.height) == (64, 48))
  }

  @Test func `is read from a regular file only`() async throws {
    let folder = try TemporaryFolder()
    try Data(try quarters.jpeg()).write(to: URL(fileURLWithPath: folder.file("a.jpg")))
    let pixels = try await PictureDecoder().decode(file: folder.file("a.jpg"))
    #expect(pixels.width == 64)
    await #expect(throws: PictureFault.file(.missing)) { try await PictureDecoder().decode(file: folder.file("b.jpg")) }
    await #expect(throws: PictureFault.file(.notRegular)) { try await PictureDecoder().decode(file: folder.path) }
    await #expect(throws: PictureFault.file(.notRegular)) { try await PictureDecoder().decode(file: "/dev/zero") }
    #expect(PictureFault.damaged.status == 422)
  }
}
