import Detection
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct Standby {
  private static func encoder(_ name: String, fails: Bool = false) -> AnyImageEncoder {
    var fake = FakeEncoder()
    fake.description = EncoderDescription(
      model: name, fingerprint: Fingerprint(name), precision: "f32", preprocessing: "none", dimension: 2, logitScale: 10,
      domainThreshold: nil)
    if fails { fake.before = { _ throws(FakeEncoder.Broken) in throw FakeEncoder.Broken() } }
    return AnyImageEncoder(fake)
  }

  private static let view = View(
    frame: Frame(
      stream: StreamIdentifier("a")!, session: SessionIdentifier(), sequence: 1,
      capturedAt: Moment(monotonic: .zero, wallMilliseconds: 0), pixels: .scoring(200)), regions: [])

  @Test func `the local encoder serves until the remote is ready, and every vector says whose it is`() async throws {
    let standby = StandbyEncoder(local: Self.encoder("local"), waitingFor: "not yet")
    #expect(standby.fault == "not yet")
    #expect(try await standby.encode(Self.view, deadline: Self.view.frame.capturedAt).map(\.encoder) == [Fingerprint("local")])
    standby.activate(Self.encoder("remote"))
    #expect(standby.fault == nil && standby.description.model == "remote")
    #expect(try await standby.encode(Self.view, deadline: Self.view.frame.capturedAt).map(\.encoder) == [Fingerprint("remote")])
    #expect(standby.localFrames == 1)
  }

  @Test func `a frame that the remote fails on is encoded locally, visibly`() async throws {
    let standby = StandbyEncoder(local: Self.encoder("local"), waitingFor: "")
    standby.activate(Self.encoder("remote", fails: true))
    #expect(try await standby.encode(Self.view, deadline: Self.view.frame.capturedAt).map(\.encoder) == [Fingerprint("local")])
    #expect(standby.fault == "made to fail")
    let health = await EncoderHealth(watchdog: EncoderWatchdog(), standby: standby, device: { nil }).state()
    #expect(health.state == .fallback)
    #expect(health.detail?.contains("made to fail") == true)
    var text = MetricsText()
    text.remote(nil, standby)
    #expect(text.text.contains("skino_remote_encoder_serving 0\n"))
    #expect(text.text.contains("skino_remote_encoder_local_frames_total 1\n"))
  }

  @Test func `without a local encoder the failure is the frame's`() async throws {
    let standby = StandbyEncoder(local: nil, waitingFor: "not yet")
    await #expect(throws: PipelineError.self) { try await standby.encode(Self.view, deadline: Self.view.frame.capturedAt) }
    standby.activate(Self.encoder("remote", fails: true))
    await #expect(throws: FakeEncoder.Broken.self) { try await standby.encode(Self.view, deadline: Self.view.frame.capturedAt) }
  }

  @Test func `vectors are scored by their own encoder's detector and never mixed`() throws {
    func detector(_ name: String) throws -> Detector {
      let prompts = PackPrompts(.test)
      return try Detector(
        .test, prompts: prompts, vectors: prompts.texts.indices.map { $0 % 2 == 0 ? [1, 0] : [0, 1] },
        encoder: Self.encoder(name).description)
    }
    func embedding(_ encoder: String?) -> ImageEmbedding {
      var embedding = ImageEmbedding(region: .whole, vector: [1, 0], tokens: 1, isFullGrid: true)
      embedding.encoder = encoder.map { Fingerprint($0) }
      return embedding
    }
    let set = DetectorSet(try detector("local"))
    set.add(try detector("remote"))
    #expect(try set.detector(for: [embedding(nil)]).encoder.model == "local")
    #expect(try set.detector(for: [embedding("remote"), embedding("remote")]).encoder.model == "remote")
    #expect(throws: DetectorSet.Unknown.self) { try set.detector(for: [embedding("other")]) }
    #expect(throws: DetectorSet.Unknown.self) { try set.detector(for: [embedding("local"), embedding("remote")]) }
    let scored = try PackDetector(detectors: set).score(Self.view.frame, [embedding("remote")])
    #expect(scored.encoder?.fingerprint == Fingerprint("remote") && scored.assessment.model == "remote")
  }

  @Test func `guests go at once while nothing is live, and have a fifth of the time while something is`() {
    var turns = GuestTurns(share: 0.2)
    let start = Moment(monotonic: .seconds(10), wallMilliseconds: 0)
    func at(_ milliseconds: Int) -> Moment { start.advanced(by: .milliseconds(milliseconds)) }
    #expect(turns.wait(at: at(0)) == nil)
    turns.noteGuest(took: .milliseconds(10), at: at(10))
    #expect(turns.wait(at: at(10)) == nil)
    turns.noteLive(at: at(20))
    #expect(turns.wait(at: at(20)) == .milliseconds(30))
    #expect(turns.wait(at: at(50)) == nil)
    turns.noteGuest(took: .milliseconds(100), at: at(200))
    turns.noteLive(at: at(210))
    #expect(turns.wait(at: at(210)) == .milliseconds(390))
    // The stream has ended.
    #expect(turns.wait(at: at(710)) == nil)
  }
}
