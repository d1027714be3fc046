import Capture
import Testing
import Vocabulary

extension MediaTests {
  @Suite(.enabled(if: RTSPServer.isInstalled, "needs scripts/packages-test.txt")) struct `An RTSP camera` {
    private let impatient = PulledTiming(
      reconnectDelay: .milliseconds(200), connectLimit: .seconds(15), silenceLimit: .seconds(2))

    private func source(_ url: String, _ log: EventLog) throws -> PulledSource {
      PulledSource(try SourceAddress(url, policy: .standard), timing: impatient, onEvent: log.receive)
    }

    @Test(arguments: [("h264", EncodedFormat.Codec.h264), ("vp8", .vp8)])
    func `is watched and analysed, with or without sound`(name: String, codec: EncodedFormat.Codec) async throws {
      let server = try RTSPServer(["--codec", name, "--sound"])
      let log = EventLog()
      let source = try source(server.greeting.url, log)
      let units = source.tap.subscribe()
      let running = Task { await source.run() }
      var keys = 0
      var count = 0
      for await unit in units {
        #expect(unit.format.codec == codec)
        if count == 0 { #expect(unit.isKey) }
        keys += unit.isKey ? 1 : 0
        count += 1
        if count == 70 { break }
      }
      running.cancel()
      await running.value
      #expect(keys >= 2)
      #expect(log.states == [.connecting, .live])
      #expect(log.pictures.count >= 60)
      // None on an idle machine; on a busy one packets do get lost.
      #expect(log.damaged < count / 5)
    }

    @Test func `that goes away is lost, and live again when it is back`() async throws {
      let log = EventLog()
      let first = try RTSPServer()
      let running = Task { [source = try source(first.greeting.url, log)] in await source.run() }
      await log.wait(for: 5) { $0.isPicture }
      first.kill()
      await log.wait { $0.isState(.lost) }
      let second = try RTSPServer(["--port", "\(first.greeting.port)"])
      await log.wait { $0.isState(.live) }
      await log.wait(for: 5) { $0.isPicture }
      running.cancel()
      await running.value
      #expect(second.greeting.port == first.greeting.port)
      #expect(log.states.first == .connecting)
      #expect(log.states.last == .live)
      #expect(log.messages.allSatisfy { !$0.text.contains("rtsp://") && !$0.text.contains("127.0.0.1") })
    }

    @Test func `behind a password is told apart, and the password is nowhere told`() async throws {
      let server = try RTSPServer(["--user", "nurse:s3cret-word"])
      let right = EventLog()
      let running = Task {
        [source = try source(server.address.with(user: "nurse:s3cret-word"), right)] in await source.run()
      }
      await right.wait(for: 2) { $0.isPicture }
      running.cancel()
      await running.value

      let wrong = EventLog()
      await (try source(server.address.with(user: "nurse:an0ther-word"), wrong)).run()
      #expect(wrong.states == [.connecting, .failed])
      #expect(wrong.messages.map(\.code) == ["source-unauthorised"])
      #expect(wrong.messages.allSatisfy { !$0.text.contains("an0ther") && !$0.text.contains("nurse") })
    }

    @Test func `that falls silent is lost although its connection stands`() async throws {
      let server = try RTSPServer()
      let log = EventLog()
      let running = Task { [source = try source(server.greeting.url, log)] in await source.run() }
      await log.wait(for: 5) { $0.isPicture }
      server.freeze()
      await log.wait { $0.isState(.lost) }
      #expect(log.messages.map(\.code) == ["source-silent"])
      server.thaw()
      await log.wait { $0.isState(.live) }
      running.cancel()
      await running.value
    }

    @Test func `that nobody runs is lost and tried again`() async throws {
      let server = try RTSPServer()
      let url = server.greeting.url
      server.kill()
      let log = EventLog()
      let running = Task { [source = try source(url, log)] in await source.run() }
      await log.wait(for: 2) { $0.isState(.lost) }
      running.cancel()
      await running.value
      #expect(log.states == [.connecting, .lost, .lost])
    }
  }
}
