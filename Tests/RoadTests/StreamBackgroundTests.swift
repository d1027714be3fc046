import Detection
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct `Ordinary frames of a stream` {
  private let start = Moment(monotonic: .seconds(50), wallMilliseconds: 1_764_000_000_000)
  private let session = SessionIdentifier()
  private static let encoder = Fingerprint("one")

  private func finding(_ evidence: Double) -> [Finding] {
    [Finding(condition: .melanoma, similarity: 0, presence: 0, evidence: evidence, probability: nil, proven: false)]
  }

  private func at(_ seconds: Double) -> Moment { start.advanced(by: .milliseconds(seconds * 1000)) }

  /// Recording for `seconds`, with `frames` usable frames in its first nine seconds.
  private func recording(_ frames: Int, seconds: Int = 10) throws -> StreamBackground {
    var background = StreamBackground()
    try background.start(seconds: seconds, session: session, by: "ada", at: start)
    for index in 0..<frames {
      let moment = at(9 * Double(index) / Double(frames))
      background.observe(finding(Double(index)), by: Self.encoder, capturedAt: moment, in: session)
    }
    return background
  }

  @Test func `are handed out once, when the time asked for is over`() throws {
    var background = try recording(300)
    #expect(try background.takeIfDue(at: at(9.9)) == nil)
    let take = try #require(try background.takeIfDue(at: at(10)))
    #expect(take.recorder.frames == 300 && take.session == session && take.by == "ada")
    #expect(background.state(at: at(10)).phase == .storing)
    #expect(try background.takeIfDue(at: at(20)) == nil)
  }

  @Test func `of two encoders are never mixed: those of the second count as refused`() throws {
    var background = try recording(250)
    for _ in 0..<40 { background.observe(finding(9), by: Fingerprint("other"), capturedAt: at(9.5), in: session) }
    #expect(background.state(at: at(9.5)).recording?.refused == 40)
    let take = try #require(try background.takeIfDue(at: at(10)))
    #expect(take.recorder.frames == 250 && take.encoder == Self.encoder)
  }

  @Test func `too few of them are refused in words, and nothing is kept`() throws {
    var background = try recording(199)
    let fault = BackgroundFault.tooFewFrames(frames: 199, needed: 200)
    #expect(throws: fault) { try background.takeIfDue(at: at(10)) }
    let state = background.state(at: at(10))
    #expect(state.phase == .none && state.recorded == nil)
    #expect(state.message?.text.contains("199 usable frames") == true)
    #expect(try background.takeIfDue(at: at(11)) == nil)
  }

  @Test func `may be ended early, but not with too few`() throws {
    var background = try recording(199, seconds: 600)
    #expect(throws: BackgroundFault.tooFewFrames(frames: 199, needed: 200)) { try background.takeNow() }
    #expect(background.state(at: at(10)).phase == .recording, "it goes on")
    background.observe(finding(1), by: Self.encoder, capturedAt: at(9), in: session)
    #expect(try background.takeNow().recorder.frames == 200)
    #expect(throws: BackgroundFault.notRecording) { try background.takeNow() }
  }

  @Test func `count only when usable, and of the session that is recorded`() throws {
    var background = try recording(10)
    for _ in 0..<7 { background.refuse(in: session) }
    background.refuse(in: SessionIdentifier())
    background.observe(finding(1), by: Self.encoder, capturedAt: at(9), in: SessionIdentifier())
    background.observe(finding(1), by: Self.encoder, capturedAt: start.advanced(by: .seconds(-1)), in: session)
    let progress = try #require(background.state(at: at(9)).recording)
    #expect(progress.frames == 10 && progress.refused == 7 && progress.needed == 200)
    #expect(progress.seconds == 10 && progress.elapsedMilliseconds == 9000)
  }

  @Test func `are dropped by a cancel and by the end of the session`() throws {
    var cancelled = try recording(300)
    try cancelled.cancel()
    #expect(cancelled.state(at: at(9)).message?.code == "background_cancelled")
    #expect(throws: BackgroundFault.notRecording) { try cancelled.cancel() }
    var left = try recording(300)
    #expect(left.endSession() && !left.endSession())
    #expect(left.state(at: at(9)).message?.code == "background_session_ended")
    #expect(try left.takeIfDue(at: at(30)) == nil)
  }

  @Test func `need a live stream and one recording at a time`() throws {
    var background = StreamBackground()
    #expect(throws: BackgroundFault.notLive) {
      try background.start(seconds: 10, session: nil, by: "ada", at: start)
    }
    #expect(background.isUntouched)
    try background.start(seconds: 10, session: session, by: "ada", at: start)
    #expect(throws: BackgroundFault.alreadyRecording) {
      try background.start(seconds: 10, session: session, by: "bo", at: start)
    }
  }

  @Test func `stay in force while others are recorded, cancelled or refused`() throws {
    var background = try recording(300)
    let take = try #require(try background.takeIfDue(at: at(10)))
    let frozen = FrozenBackground(
      quantiles: try take.recorder.freeze(model: Fingerprint("m"), pack: Fingerprint("p")), rates: [:], by: "ada")
    background.freeze(frozen)
    #expect(background.state(at: at(10)).phase == .frozen)
    try background.start(seconds: 10, session: session, by: "bo", at: at(20))
    #expect(background.state(at: at(20)).phase == .recording && background.frozen == frozen)
    try background.cancel()
    #expect(background.state(at: at(21)).recorded?.by == "ada" && background.frozen == frozen)
  }

  @Test func `of any recording at all never break the rules`() throws {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      var background = StreamBackground()
      var (now, counted, recorded): (Double, Int?, SessionIdentifier) = (0, nil, session)
      for _ in 0..<1500 {
        now += Double(generator.next() % 80) / 1000
        switch generator.next() % 400 {
        case 0:
          let other = SessionIdentifier()
          if (try? background.start(seconds: 10 + Int(generator.next() % 20), session: other, by: "x", at: at(now))) != nil {
            (counted, recorded) = (0, other)
          }
        case 1: if (try? background.cancel()) != nil { counted = nil }
        case 2: if background.endSession() { counted = nil }
        case 3:
          if case .storing = background.state(at: at(now)).phase { background.fail(.notStored) }
        case 4...40: background.refuse(in: recorded)
        default:
          background.observe(finding(0), by: Self.encoder, capturedAt: at(now), in: recorded)
          if let frames = counted { counted = frames + 1 }
        }
        do {
          guard let take = try background.takeIfDue(at: at(now)) else { continue }
          #expect(take.recorder.frames == counted && take.recorder.frames >= 200 && take.session == recorded)
          counted = nil
        } catch {
          #expect((counted ?? 0) < 200)
          counted = nil
        }
      }
    }
  }
}
