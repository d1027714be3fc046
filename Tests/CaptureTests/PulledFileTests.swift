import Capture
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
      #expect(abs(seconds - 44.0 / 30) < 0.25, "\(seconds) s")
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
      let gaps = zip(moments.dropFirst(), moments).map { $0.since($1).milliseconds }
      #expect(try #require(gaps.max()) < 100, "\(gaps)")
      #expect(log.damaged == 0)
      // The pictures of the third pass are those of the first: none is missing at the seam.
      #expect(log.pictures[40..<60].map(\.pixels.bytes) == log.pictures[0..<20].map(\.pixels.bytes))
    }
  }
}
