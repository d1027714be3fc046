import Capture
import Foundation
import Synchronization
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

    /// Answers of a name server that changes its mind: the first, then the second, then the last for ever.
    private final class Answers: Sendable {
      private let left: Mutex<[String]>
      let asked = Mutex(0)
      init(_ answers: [String]) { left = Mutex(answers) }

      var lookup: HostLookup {
        HostLookup { [self] _ in
          asked.withLock { $0 += 1 }
          return left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.split(separator: " ").compactMap {
            NetworkAddress(String($0))
          }
        }
      }
    }

    @Test func `goes to the very address that was checked, and the name is asked once`() async throws {
      try await Clip.vp8(folder.file("clip.webm"), frames: 5)
      let (log, answers) = (EventLog(), Answers(["127.0.0.1", "203.0.113.7"]))
      let address = try SourceAddress("http://moving.invalid:\(server.port)/clip.webm", policy: .standard)
      await PulledSource(address, playback: .once, lookup: answers.lookup, onEvent: log.receive).run()
      #expect(log.states == [.connecting, .live, .ended])
      #expect(log.pictures.count == 5)
      #expect(answers.asked.withLock { $0 } == 1)
    }

    @Test func `whose name means another network by the next connection is refused then`() async throws {
      let (log, answers) = (EventLog(), Answers(["127.0.0.1", "127.0.0.1 203.0.113.7"]))
      let address = try SourceAddress("http://moving.invalid:\(server.port)/missing.webm", policy: .standard)
      let timing = PulledTiming(reconnectDelay: .milliseconds(50))
      await PulledSource(address, playback: .once, timing: timing, lookup: answers.lookup, onEvent: log.receive).run()
      #expect(log.states == [.connecting, .lost, .failed])
      #expect(log.messages.map(\.code) == ["source-not-found", "source-refused"])
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
