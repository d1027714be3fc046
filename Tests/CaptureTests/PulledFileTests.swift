import Capture
import Foundation
import TestClips
import TestSupport
import Testing
import Vocabulary

extension MediaTests {
  @Suite struct `A pulled file` {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func address(_ path: String) throws -> SourceAddress { try SourceAddress(filePath: path, policy: .standard) }

    @Test func `plays once, every picture at its own rate, and ends`() async throws {
      let path = folder.file("clip.webm")
      try await Clip.vp8(path, frames: 45)
      let log = EventLog()
      await PulledSource(try address(path), playback: .once, onEvent: log.receive).run()
      #expect(log.states == [.connecting, .live, .ended])
      #expect(log.pictures.count == 45)
      #expect(log.damaged == 0)
      #expect(log.pictures.allSatisfy { $0.pixels.width == 320 && $0.pixels.height == 240 })
      let seconds =
        try #require(log.pictures.last).capturedAt.since(try #require(log.pictures.first).capturedAt).milliseconds / 1000
      // A busy machine may be late; too early would mean that nothing paces it.
      #expect(seconds > 44.0 / 30 - 0.25 && seconds < 4, "\(seconds) s")
    }

    @Test func `loops without a gap and without losing a picture`() async throws {
      let path = folder.file("clip.webm")
      try await Clip.vp8(path, frames: 20)
      let log = EventLog()
      let source = PulledSource(try address(path), onEvent: log.receive)
      let running = Task { await source.run() }
      await log.wait(for: 100) { $0.isPicture }
      running.cancel()
      await running.value
      #expect(log.states == [.connecting, .live])
      let moments = log.pictures.map(\.capturedAt)
      // A busy machine stops everything now and then: what counts is the seam, of which there are four.
      let seams = [20, 40, 60, 80].map { moments[$0].since(moments[$0 - 1]).milliseconds }.sorted()
      #expect(seams[0] < 60, "\(seams)")
      #expect(log.damaged == 0)
      // The pictures of the third pass are those of the first: none is missing at the seam.
      #expect(log.pictures[40..<60].map(\.pixels.bytes) == log.pictures[0..<20].map(\.pixels.bytes))
    }

    @Test(arguments: [PulledPlayback.looped, .once])
    func `that is cut off before its first picture fails, and says so`(playback: PulledPlayback) async throws {
      let path = folder.file("clip.webm")
      try await Clip.vp8(path, frames: 30, width: 640, height: 480)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try whole.prefix(700).write(to: URL(fileURLWithPath: path))
      let log = EventLog()
      let timing = PulledTiming(connectLimit: .seconds(1))
      await PulledSource(try address(path), playback: playback, timing: timing, onEvent: log.receive).run()
      #expect(log.states == [.connecting, .failed])
      #expect(["source-unfinished", "source-damaged", "source-empty", "source-no-video"].contains(log.messages.first?.code))
      #expect(log.messages.first?.promisingNothing.text.contains("keeps trying") == false)
    }

    @Test func `of one picture loops without spinning`() async throws {
      let path = folder.file("still.webm")
      try await Clip.vp8(path, frames: 1)
      let log = EventLog()
      let source = PulledSource(try address(path), onEvent: log.receive)
      let running = Task { await source.run() }
      await log.wait(for: 10) { $0.isPicture }
      running.cancel()
      await running.value
      let moments = log.pictures.map(\.capturedAt)
      // Nine passes of at least 40 ms, less what the clock and the first two may gain.
      #expect(moments[9].since(moments[0]) > .milliseconds(250))
    }
  }
}
