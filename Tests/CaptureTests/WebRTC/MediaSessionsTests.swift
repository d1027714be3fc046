import GStreamer
import Testing
import Vocabulary

@testable import Capture

extension MediaTests {
  @Suite(.timeLimit(.minutes(1))) struct `Media sessions` {
    private let receiver = TestReceiver()
    private let stream: StreamIdentifier

    init() throws { stream = try #require(StreamIdentifier("bedside")) }

    private func sessions(_ change: (inout MediaSettings) -> Void = { _ in }) throws -> MediaSessions {
      var settings = MediaSettings()
      change(&settings)
      return try MediaSessions(settings: settings, receiver: receiver)
    }

    /// Runs `body` beside the supervisor, and takes everything down after it.
    private func supervised(_ sessions: MediaSessions, _ body: () async throws -> Void) async throws {
      let supervisor = Task { await sessions.run() }
      defer { supervisor.cancel() }
      try await body()
      supervisor.cancel()
      await supervisor.value
    }

    private func publish(_ sessions: MediaSessions, by name: String = "obs", encoder: String = TestPeer.vp8) async throws -> (
      TestPeer, SessionAnswer
    ) {
      let peer = try TestPeer.publisher(encoder: encoder)
      let answer = try await sessions.publish(stream, offer: peer.offer(), by: name)
      try await peer.accept(answer.answer)
      return (peer, answer)
    }

    private func watch(_ sessions: MediaSessions, codec: String = "VP8") async throws -> (TestPeer, SessionAnswer) {
      let viewer = try TestPeer.viewer(codec: codec)
      let tap = try #require(await sessions.source(stream)?.tap)
      let answer = try await sessions.watch(stream, through: tap, offer: viewer.offer())
      try await viewer.accept(answer.answer)
      return (viewer, answer)
    }

    @Test(arguments: [TestPeer.vp8, TestPeer.h264])
    func `decode what is published, and say goodbye`(_ encoder: String) async throws {
      let sessions = try sessions()
      try await supervised(sessions) {
        let (peer, answer) = try await publish(sessions, encoder: encoder)
        let log = receiver.log(stream)
        await log.wait(for: 10) { $0.isPicture }
        #expect(log.pictures.allSatisfy { $0.pixels.width == 320 && $0.pixels.height == 240 })
        #expect(log.states == [.connecting, .live])
        #expect(await sessions.hasSession(stream, session: answer.session))
        try await sessions.close(stream, session: answer.session)
        await peer.wait(for: [.closed, .failed, .disconnected])
        #expect(log.states.last == .ended)
        #expect(await !sessions.hasSession(stream, session: answer.session))
        await peer.vanish()
      }
    }

    @Test(arguments: [("VP8", TestPeer.vp8), ("H264", TestPeer.h264)])
    func `pass a published stream on to a viewer`(_ codec: String, _ encoder: String) async throws {
      let sessions = try sessions()
      try await supervised(sessions) {
        let (peer, _) = try await publish(sessions, encoder: encoder)
        await receiver.log(stream).wait(for: 3) { $0.isPicture }
        let (viewer, _) = try await watch(sessions, codec: codec)
        await viewer.waitForPackets(20)
        #expect(await sessions.counts == (1, 1, 0))
        await peer.vanish()
        await viewer.vanish()
      }
    }

    @Test func `refuse a viewer who cannot play the codec`() async throws {
      let sessions = try sessions()
      try await supervised(sessions) {
        let (peer, _) = try await publish(sessions)
        await receiver.log(stream).wait { $0.isPicture }
        await #expect(throws: MediaRefusal.noCommonCodec(streamed: "VP8", offered: ["H264", "rtx"])) {
          _ = try await watch(sessions, codec: "H264")
        }
        await peer.vanish()
      }
    }

    @Test func `give the same publisher its stream back, and no one else`() async throws {
      let sessions = try sessions()
      try await supervised(sessions) {
        let (first, old) = try await publish(sessions)
        let log = receiver.log(stream)
        await log.wait { $0.isPicture }
        await #expect(throws: MediaRefusal.streamBusy(stream)) { _ = try await publish(sessions, by: "someone") }
        let (second, new) = try await publish(sessions)
        await first.wait(for: [.closed, .failed, .disconnected])
        await log.wait(for: 5) { $0.isPicture }
        #expect(await !sessions.hasSession(stream, session: old.session))
        #expect(await sessions.hasSession(stream, session: new.session))
        #expect(!log.states.contains(.ended))
        await first.vanish()
        await second.vanish()
      }
    }

    @Test func `notice a publisher that vanishes`() async throws {
      let sessions = try sessions { $0.limits.silence = .seconds(1) }
      try await supervised(sessions) {
        let (peer, _) = try await publish(sessions)
        let log = receiver.log(stream)
        await log.wait { $0.isPicture }
        await peer.vanish()
        await log.wait { $0.isState(.ended) }
        #expect(log.messages.map(\.code).contains("publisher-vanished"))
        #expect(await sessions.source(stream) == nil)
      }
    }

    @Test func `restart a connection under a new tag`() async throws {
      let sessions = try sessions()
      try await supervised(sessions) {
        let (peer, answer) = try await publish(sessions)
        await receiver.log(stream).wait { $0.isPicture }
        let fragment = Offers.lines(["a=ice-ufrag:anew", "a=ice-pwd:anewanewanewanewanewanew"])
        let session = answer.session
        await #expect(throws: MediaRefusal.preconditionRequired) {
          _ = try await sessions.patch(stream, session: session, fragment: fragment, ifMatch: nil)
        }
        await #expect(throws: MediaRefusal.fragment(.foreignCredentials)) {
          _ = try await sessions.patch(stream, session: session, fragment: fragment, ifMatch: "\"\(answer.entityTag)\"")
        }
        let restarted = try await sessions.patch(stream, session: session, fragment: fragment, ifMatch: "*")
        guard case .restarted(let ours, let tag) = restarted else { return #expect(Bool(false), "not restarted") }
        let read = try TrickleFragment(ours, mids: ["video0"])
        #expect(read.credentials != nil && !read.candidates.isEmpty && tag != answer.entityTag)
        await #expect(throws: MediaRefusal.stale(current: tag)) {
          _ = try await sessions.patch(stream, session: session, fragment: fragment, ifMatch: "\"\(answer.entityTag)\"")
        }
        await peer.vanish()
      }
    }

    @Test func `build a bounded number at a time`() async throws {
      let sessions = try sessions { ($0.constructionLimit, $0.publisherLimit) = (2, 3) }
      let refused = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<40 {
          group.addTask {
            do {
              _ = try await sessions.publish(try #require(StreamIdentifier("s\(number)")), offer: Offers.minimal, by: "flood")
              return false
            } catch { return (error as? MediaRefusal)?.status == 503 }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(refused >= 37)
      #expect(await sessions.counts.publishers <= 3)
    }

    @Test func `ask the road before anything is built`() async throws {
      let sessions = try MediaSessions(receiver: TestReceiver(taken: [stream]))
      await #expect(throws: MediaRefusal.streamBusy(stream)) {
        _ = try await sessions.publish(stream, offer: Offers.minimal, by: "obs")
      }
      #expect(await sessions.source(stream) == nil)
    }

    @Test func `survive a sample of bent offers with the real library`() async throws {
      let sessions = try sessions { ($0.publisherLimit) = 1_000 }
      let sources = try Offers.publishing.map(Offers.text) + [Offers.minimal]
      var mutation = OfferMutation(seed: 99, sources: sources)
      var answered = 0
      while answered < 25 {
        do {
          let answer = try await sessions.publish(stream, offer: mutation.next(), by: "fuzz")
          answered += 1
          #expect(answer.answer.contains("a=recvonly"))
        } catch { #expect(error.status != 500) }
      }
      await sessions.endPublisher(of: stream)
    }
  }
}
