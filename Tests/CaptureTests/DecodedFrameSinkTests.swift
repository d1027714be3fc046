import Capture
import Foundation
import GStreamer
import TestClips
import TestSupport
import Testing
import Vocabulary

extension MediaTests {
  @Suite struct `A decoded frame` {
    /// Plays a described pipeline whose end is `appsink name=end` into a log.
    private func play(_ description: String) async throws -> EventLog {
      let pipeline = try MediaPipeline(description: description + " ! appsink name=end sync=false")
      let log = EventLog()
      let sink = DecodedFrameSink(pool: PixelPool(), time: SystemTime(), onEvent: log.receive)
      sink.read(MediaSink(try #require(pipeline.element(named: "end"))))
      let (messages, inbox) = AsyncStream.makeStream(of: MediaMessage.self)
      pipeline.onMessage { inbox.yield($0) }
      try pipeline.start()
      loop: for await message in messages {
        switch message {
        case .endOfStream: break loop
        case .failed(let failure): throw failure
        case .warned: continue
        }
      }
      pipeline.stop()
      return log
    }

    @Test(arguments: [(321, 241), (320, 240), (17, 16), (1279, 33), (66, 67)])
    func `has every pixel of every plane, whatever the strides`(width: Int, height: Int) async throws {
      let folder = try TemporaryFolder()
      let source = "videotestsrc num-buffers=1 pattern=smpte ! video/x-raw,format=I420,width=\(width),height=\(height)"
      try await Clip.render(source + " ! filesink location=$FILE", to: folder.file("raw"))
      let log = try await play(source)
      let pixels = try #require(log.pictures.first).pixels
      #expect((pixels.width, pixels.height) == (width, height))
      // GStreamer's own layout: rows padded to 4 bytes, planes of an even number of rows.
      let raw = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file("raw"))))
      let (strideY, strideC) = ((width + 3) / 4 * 4, ((width + 1) / 2 + 3) / 4 * 4)
      let (rowsY, rowsC) = ((height + 1) / 2 * 2, (height + 1) / 2)
      func plane(from offset: Int, stride: Int, width: Int, rows: Int) -> [UInt8] {
        (0..<rows).flatMap { raw[(offset + $0 * stride)..<(offset + $0 * stride + width)] }
      }
      let chroma = strideC * rowsC
      let expected =
        plane(from: 0, stride: strideY, width: width, rows: height)
        + plane(from: strideY * rowsY, stride: strideC, width: (width + 1) / 2, rows: rowsC)
        + plane(from: strideY * rowsY + chroma, stride: strideC, width: (width + 1) / 2, rows: rowsC)
      #expect(pixels.bytes == expected)
    }

    @Test(arguments: [
      ("bt601", YCbCrEncoding.bt601Limited), ("bt709", .bt709Limited), ("1:4:0:0", .bt601Full), ("1:3:5:1", .bt709Full),
    ])
    func `carries its colours' encoding`(colorimetry: String, encoding: YCbCrEncoding) async throws {
      let log = try await play(
        "videotestsrc num-buffers=1 ! video/x-raw,format=I420,width=64,height=64,colorimetry=(string)\(colorimetry)")
      #expect(try #require(log.pictures.first).pixels.format == .i420(encoding))
    }

    @Test func `follows a change of size in mid-stream`() async throws {
      let log = try await play(
        """
        concat name=c videotestsrc num-buffers=5 ! video/x-raw,format=I420,width=320,height=240,framerate=30/1 ! c.
        videotestsrc num-buffers=5 ! video/x-raw,format=I420,width=66,height=130,framerate=30/1 ! c. c.
        """)
      #expect(log.pictures.map(\.pixels.width) == [320, 320, 320, 320, 320, 66, 66, 66, 66, 66])
      #expect(log.pictures.allSatisfy { $0.pixels.height == ($0.pixels.width == 320 ? 240 : 130) })
    }

    @Test func `that is no I420 or too small counts as damaged`() async throws {
      let small = try await play("videotestsrc num-buffers=2 ! video/x-raw,format=I420,width=8,height=64")
      #expect(small.damaged == 2)
      let other = try await play("videotestsrc num-buffers=2 ! video/x-raw,format=RGB,width=64,height=64")
      #expect(other.damaged == 2)
      #expect(other.pictures.isEmpty)
    }
  }
}
