import Capture
import Foundation
import TestClips
import TestSupport
import Testing
import Vocabulary

extension MediaTests {
  @Suite struct `A pulled clip` {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func play(_ path: String) async throws -> (log: EventLog, source: PulledSource) {
      let log = EventLog()
      let source = PulledSource(try SourceAddress(filePath: path, policy: .standard), playback: .once, onEvent: log.receive)
      await source.run()
      return (log, source)
    }

    private func h264(_ name: String, width: Int, height: Int) async throws -> Data {
      try await Clip.render(
        """
        videotestsrc num-buffers=10 ! video/x-raw,format=I420,width=\(width),height=\(height),framerate=30/1
        ! x264enc tune=zerolatency key-int-max=5 ! video/x-h264,stream-format=byte-stream ! filesink location=$FILE
        """, to: folder.file(name))
      return try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
    }

    @Test func `may change its size in the middle`() async throws {
      let both = try await h264("a.h264", width: 320, height: 240) + h264("b.h264", width: 640, height: 360)
      try both.write(to: URL(fileURLWithPath: folder.file("both.h264")))
      let (log, _) = try await play(folder.file("both.h264"))
      #expect(log.states == [.connecting, .live, .ended])
      #expect(log.pictures.map(\.pixels.width) == [Int](repeating: 320, count: 10) + [Int](repeating: 640, count: 10))
      #expect(log.damaged == 0)
    }

    @Test func `with sound plays its pictures`() async throws {
      try await Clip.render(
        """
        videotestsrc num-buffers=20 ! video/x-raw,width=160,height=120,framerate=30/1 ! vp8enc deadline=1 ! queue ! webmmux name=m
        audiotestsrc num-buffers=30 ! vorbisenc ! queue ! m. m. ! filesink location=$FILE
        """, to: folder.file("sound.webm"))
      let (log, _) = try await play(folder.file("sound.webm"))
      #expect(log.pictures.count == 20)
      #expect(log.states == [.connecting, .live, .ended])
    }

    @Test func `counts a picture that its decoder loses`() async throws {
      try await Clip.vp8(folder.file("good.webm"), frames: 40)
      var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file("good.webm"))))
      // RFC 6386 section 9.1: a key frame carries this start code; without it no decoder takes the frame.
      let starts = bytes.indices.dropLast(3).filter { bytes[$0...($0 + 2)].elementsEqual([0x9D, 0x01, 0x2A]) }
      try #require(starts.count == 4)
      bytes[starts[2]] = 0
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file("bad.webm")))
      let (log, _) = try await play(folder.file("bad.webm"))
      #expect(log.damaged == 1)
      #expect(log.pictures.count == 39)
      #expect(log.states == [.connecting, .live, .ended])
    }

    @Test func `without a picture fails, in words for people`() async throws {
      try Data("these are words".utf8).write(to: URL(fileURLWithPath: folder.file("words.webm")))
      let (log, source) = try await play(folder.file("words.webm"))
      #expect(log.states == [.connecting, .failed])
      #expect(log.messages.map(\.code) == ["source-no-video"])
      for await _ in source.tap.subscribe() { Issue.record("the tap goes on") }
    }

    @Test func `in a codec that browsers do not play cannot be watched`() async throws {
      try await Clip.render(
        "videotestsrc num-buffers=5 ! video/x-raw,width=160,height=120 ! jpegenc ! matroskamux ! filesink location=$FILE",
        to: folder.file("clip.mkv"))
      let (log, source) = try await play(folder.file("clip.mkv"))
      #expect(log.pictures.count == 5)
      #expect(source.tap.format == nil)
    }

    @Test func `in H.264 can be watched with its parameter sets`() async throws {
      try await Clip.render(
        """
        videotestsrc num-buffers=10 ! video/x-raw,format=I420,width=160,height=120,framerate=30/1 ! x264enc tune=zerolatency
        ! mp4mux ! filesink location=$FILE
        """, to: folder.file("clip.mp4"))
      let (log, source) = try await play(folder.file("clip.mp4"))
      #expect(log.pictures.count == 10)
      #expect(log.damaged == 0)
      let format = try #require(source.tap.format)
      #expect(format.codec == .h264)
      #expect(format.caps.contains("codec_data"))
    }

    @Test func `that is a playlist is refused before anything of it is opened`() async throws {
      try Data("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://192.0.2.1/a.ts\n#EXT-X-ENDLIST\n".utf8)
        .write(to: URL(fileURLWithPath: folder.file("list.m3u8")))
      // Again and again: beside other work a reader that was stopped as it started once waited for its own end for ever.
      for _ in 0..<100 {
        let (log, _) = try await play(folder.file("list.m3u8"))
        #expect(log.states == [.connecting, .failed])
        #expect(log.messages.map(\.code) == ["source-playlist"])
      }
    }
  }
}
