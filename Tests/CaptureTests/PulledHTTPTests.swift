import Capture
import Foundation
import TestClips
import TestSupport
import Testing
import Vocabulary

extension MediaTests {
  @Suite struct `A source over HTTP` {
    let folder: TemporaryFolder
    let server: HTTPServer

    init() throws {
      folder = try TemporaryFolder()
      server = try HTTPServer(folder: folder.path)
    }

    private func play(_ path: String, until condition: (SourceEvent) -> Bool) async throws -> EventLog {
      let log = EventLog()
      let address = try SourceAddress("http://127.0.0.1:\(server.port)/\(path)", policy: .standard)
      let timing = PulledTiming(reconnectDelay: .milliseconds(200))
      let running = Task { await PulledSource(address, playback: .once, timing: timing, onEvent: log.receive).run() }
      await log.wait(condition)
      running.cancel()
      await running.value
      return log
    }

    @Test func `plays a clip at its own rate`() async throws {
      try await Clip.vp8(folder.file("clip.webm"), frames: 30)
      let log = try await play("clip.webm") { $0.isState(.ended) }
      #expect(log.states == [.connecting, .live, .ended])
      #expect(log.pictures.count == 30)
      let moments = log.pictures.map(\.capturedAt)
      #expect(try #require(moments.last).since(try #require(moments.first)) > .milliseconds(800))
    }

    @Test func `that is not there is lost, in words that name no address`() async throws {
      let log = try await play("missing.webm") { $0.isState(.lost) }
      #expect(log.messages.map(\.code) == ["source-not-found"])
      #expect(log.messages.allSatisfy { !$0.text.contains("127.0.0.1") })
    }

    @Test func `is not followed elsewhere`() async throws {
      try await Clip.vp8(folder.file("clip.webm"), frames: 5)
      let log = try await play("elsewhere") { $0.isState(.lost) || $0.isState(.failed) || $0.isState(.ended) }
      #expect(log.pictures.isEmpty)
      #expect(!log.states.contains(.live))
    }
  }
}
