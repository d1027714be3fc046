import Capture
import Foundation
import Pictures
import TestClips
import TestSupport
import Testing
import Vocabulary

extension MediaTests {
  @Suite struct `A PNG` {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ name: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file(name))))
    }

    private func render(_ format: String) async throws -> (png: [UInt8], raw: [UInt8]) {
      let source = "videotestsrc num-buffers=1 pattern=smpte ! video/x-raw,format=\(format),width=320,height=48"
      try await Clip.render(source + " ! pngenc ! filesink location=$FILE", to: folder.file("a.png"))
      try await Clip.render(source + " ! filesink location=$FILE", to: folder.file("a.raw"))
      return (try read("a.png"), try read("a.raw"))
    }

    @Test func `gives every pixel as it was written`() async throws {
      let (png, raw) = try await render("RGB")
      let decoded = try RGBPicture(decoding: png, bounds: TestPictures.bounds)
      #expect(decoded == RGBPicture(width: 320, height: 48, bytes: raw))
    }

    @Test func `in grey becomes RGB`() async throws {
      let (png, raw) = try await render("GRAY8")
      let decoded = try RGBPicture(decoding: png, bounds: TestPictures.bounds)
      #expect(decoded.bytes == raw.flatMap { [$0, $0, $0] })
    }

    @Test func `that is cut short or damaged is refused`() async throws {
      let (png, _) = try await render("RGB")
      for count in [8, 30, png.count / 2, png.count - 20] {
        #expect(throws: PictureError.damaged(.png)) {
          try RGBPicture(decoding: Array(png[..<count]), bounds: TestPictures.bounds)
        }
      }
    }

    @Test func `that is too large is refused by its header`() async throws {
      let (png, _) = try await render("RGB")
      #expect(throws: PictureError.tooManyPixels(width: 320, height: 48, limit: 1000)) {
        try RGBPicture(decoding: png, bounds: PictureBounds(bytes: 1 << 20, pixels: 1000, side: 16))
      }
    }
  }
}
