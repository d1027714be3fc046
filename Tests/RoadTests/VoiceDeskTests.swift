import Configuration
import Foundation
import Server
import Synchronization
import Testing
import Vocabulary
import Voice

@testable import Pipeline

/// The voice's owner with a journal in memory, finished clips and an outlet that listens.
@Suite(.timeLimit(.minutes(1)))
struct VoiceDeskTests {
  private final class Listener: VoiceOutlet {
    let heard: AsyncStream<(SpeechClip, StreamIdentifier)>
    private let continuation: AsyncStream<(SpeechClip, StreamIdentifier)>.Continuation
    private let hushes = Mutex<[StreamIdentifier]>([])

    init() { (heard, continuation) = AsyncStream.makeStream(of: (SpeechClip, StreamIdentifier).self) }

    func play(_ clip: SpeechClip, about stream: StreamIdentifier) async { continuation.yield((clip, stream)) }
    func hush(_ stream: StreamIdentifier) async { hushes.withLock { $0.append(stream) } }
  }

  /// Clips of a length; each phrase has a sound of its own.
  private struct Shelved: ClipStudio {
    var milliseconds = 30
    var leavesOut: SpokenPhrase?
    var faults = 0

    func fill(_ shelf: ClipShelf, with phrases: [SpokenPhrase], meanwhile: @Sendable (ClipReport) -> Void) -> ClipReport {
      for (index, phrase) in phrases.enumerated() where phrase != leavesOut {
        shelf.put(
          SpeechClip(samples: Array(repeating: Int16(index + 1), count: milliseconds * 8), sampleRate: 8_000), for: phrase,
          by: "fake")
      }
      return ClipReport(voice: "fake", faults: faults)
    }

    func stop() {}
  }

  /// A journal that tells what is written into it.
  private final class WatchedJournal: JournalWriter {
    private let journal = FakeJournal()
    let (drafts, continuation) = AsyncStream.makeStream(of: JournalDraft.self)

    func append(_ drafts: [JournalDraft], deliveries: [JournalDelivery]) async throws -> [JournalEntry] {
      let entries = try await journal.append(drafts, deliveries: deliveries)
      for draft in drafts { continuation.yield(draft) }
      return entries
    }

    func record(of alert: AlertIdentifier) async throws -> AlertRecord { try await journal.record(of: alert) }
  }

  private struct Rig {
    let (hub, listener, journal): (EventHub, Listener, WatchedJournal)
    // It stands, so that a slow machine changes nothing.
    let time = ManualTime()
    var written: AsyncStream<JournalDraft>.Iterator
    let desk: VoiceDesk
    let consents = ConsentBook()
    var events: AsyncStream<ServerEvent>.Iterator

    init(_ studio: Shelved = Shelved(), setting: VoiceSetting = VoiceSetting()) {
      (hub, listener, journal) = (EventHub(), Listener(), WatchedJournal())
      written = journal.drafts.makeAsyncIterator()
      events = hub.subscribe().makeAsyncIterator()
      let condition = { (name: String, tier: AlertTier) in
        Condition(
          id: .named(name), name: name.capitalized, codes: [], terms: [], tier: tier, threshold: nil, evidence: nil,
          isControl: false)
      }
      desk = VoiceDesk(
        setting: setting, conditions: [[condition("melanoma", .warning), condition("keratosis", .caution)]], studio: studio,
        outlets: [listener], journal: journal, hub: hub, time: time, consents: consents, streams: { [.demo] })
    }

    /// The next event `speech`.
    mutating func speech() async throws -> SpeechRecord {
      while let event = await events.next(isolation: nil) { if case .speech(let record) = event { return record } }
      throw CancellationError()
    }

    /// Runs the desk beside `work`; its clips are on the shelf then.
    mutating func run(_ work: (inout Rig) async throws -> Void) async throws {
      let running = Task { [desk] in await desk.run() }
      while let event = await events.next(isolation: nil) {
        if case .voice(let state) = event, state.voice != nil { break }
      }
      do { try await work(&self) } catch {
        running.cancel()
        throw error
      }
      running.cancel()
      await running.value
    }

    func raise(_ name: String, _ tier: AlertTier, in session: SessionIdentifier = SessionIdentifier()) -> AlertRecord {
      let now = time.now().rfc3339
      let record = AlertRecord(
        id: AlertIdentifier(), stream: .demo, session: session, condition: .named(name), codes: [], tier: tier,
        raisedAt: now, capturedAt: now, probability: 0.7, threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [],
        model: Fingerprint("m"), pack: Fingerprint("p"), preprocessing: "none", frameSHA256: "", demo: true)
      hub.publish(.alert(record, sequence: 1))
      return record
    }

    /// The next entry of a kind: the desk writes it after it has spoken.
    mutating func entry(_ kind: JournalEntryKind) async throws -> JournalDraft {
      while let draft = await written.next(isolation: nil) { if draft.kind == kind { return draft } }
      throw CancellationError()
    }
  }

  @Test func `a warning that nobody acknowledged calls a second reader once`() async throws {
    var rig = Rig()
    try await rig.run { rig async throws in
      var alert = rig.raise("melanoma", .warning)
      while try await rig.speech().state == .speaking {}
      alert.escalated = .init(to: "reviewer", at: rig.time.now().rfc3339)
      rig.hub.publish(.alertChanged(alert, sequence: 2))
      let call = try await rig.speech()
      #expect(call.text == "Second reader. Warning, resembles melanoma.")
      #expect(call.alerts == [alert.id])
      while try await rig.speech().state == .speaking {}
      rig.hub.publish(.alertChanged(alert, sequence: 2))
      // Something else is said next, not the same again.
      let other = rig.raise("keratosis", .caution)
      #expect(try await rig.speech().alerts == [other.id])
    }
  }

  @Test func `a warning is played, told, ended and journalled`() async throws {
    var rig = Rig()
    try await rig.run { rig async throws in
      let alert = rig.raise("melanoma", .warning)
      let began = try await rig.speech()
      #expect(began.state == .speaking && began.alerts == [alert.id])
      #expect(began.text == "Warning, resembles melanoma. Research use only. Not for diagnosis.")
      #expect(began.latencyMilliseconds == 0 && began.voice == "fake")
      var heard = rig.listener.heard.makeAsyncIterator()
      let (clip, stream) = try #require(await heard.next(isolation: nil))
      #expect(stream == .demo && clip.samples.first == 1 && clip.samples.last == 3, "the warning, a pause, the notice")
      #expect(try await rig.desk.clip(String(began.clip.dropFirst("/api/v1/speech/".count))) == clip.wave)
      #expect(try await rig.speech().state == .spoken)
      let entry = try await rig.entry(.spoken)
      #expect(entry.alert == alert.id && entry.data["outcome"] == .string("spoken"))
    }
  }

  @Test func `a mute is journalled with its reason, cuts off what is said, and holds`() async throws {
    var rig = Rig(Shelved(milliseconds: 5_000))
    try await rig.run { rig async throws in
      _ = rig.raise("melanoma", .warning)
      #expect(try await rig.speech().state == .speaking)
      let principal = Principal(name: "ward", role: .clinician, isLocal: false)
      let state = try await rig.desk.mute(.demo, reason: "Examining it now", by: principal)
      #expect(state.muted?.by == "ward" && state.muted?.reason == "Examining it now")
      let stopped = try await rig.speech()
      #expect(stopped.state == .stopped && stopped.reason == "muted")
      #expect(try await rig.entry(.voiceMuted).data["reason"] == .string("Examining it now"))
      #expect(try await rig.entry(.spoken).data["outcome"] == .string("stopped"))
      _ = try await rig.desk.unmute(.demo, by: principal)
      #expect(try await rig.speech().state == .speaking, "nobody acknowledged it")
    }
  }

  @Test func `an acknowledgement cuts off what is said`() async throws {
    var rig = Rig(Shelved(milliseconds: 5_000))
    try await rig.run { rig async throws in
      var alert = rig.raise("melanoma", .warning)
      _ = try await rig.speech()
      alert.acknowledged = .init(by: "ward", at: alert.raisedAt)
      rig.hub.publish(.alertChanged(alert, sequence: 2))
      #expect(try await rig.speech().reason == "settled")
    }
  }

  @Test func `nothing is said of a session that does not allow it, and another one is spoken of`() async throws {
    var rig = Rig()
    try await rig.run { rig async throws in
      let silent = SessionIdentifier()
      rig.consents.state(.none, for: silent)
      _ = rig.raise("melanoma", .warning, in: silent)
      let heard = rig.raise("keratosis", .caution)
      #expect(try await rig.speech().alerts == [heard.id])
    }
  }

  @Test func `taking the permission back cuts off what is said, for good`() async throws {
    var rig = Rig(Shelved(milliseconds: 5_000))
    try await rig.run { rig async throws in
      let session = SessionIdentifier()
      var alert = rig.raise("melanoma", .warning, in: session)
      #expect(try await rig.speech().state == .speaking)
      rig.consents.state(.none, for: session)
      let stopped = try await rig.speech()
      #expect(stopped.state == .stopped && stopped.reason == "settled")
      // Somebody takes an acknowledgement back: it stays silent, and the next alert is the next to be heard.
      alert.acknowledged = nil
      rig.hub.publish(.alertChanged(alert, sequence: 2))
      let next = rig.raise("keratosis", .caution)
      #expect(try await rig.speech().alerts == [next.id])
    }
  }

  @Test func `an utterance without a sound is counted and does not stop the next`() async throws {
    var rig = Rig(Shelved(leavesOut: .finding(.caution, name: "Keratosis")))
    try await rig.run { rig async throws in
      _ = rig.raise("keratosis", .caution)
      while await rig.desk.counts.missing == 0 { await Task.yield() }
      _ = rig.raise("melanoma", .warning)
      #expect(try await rig.speech().condition == .named("melanoma"))
      #expect(await rig.desk.counts.missing == 1)
    }
  }

  @Test func `a warning without words sounds, and says that it is a tone`() async throws {
    var rig = Rig(Shelved(leavesOut: .finding(.warning, name: "Melanoma")))
    try await rig.run { rig async throws in
      _ = rig.raise("melanoma", .warning)
      let began = try await rig.speech()
      #expect(began.voice == "tone" && began.latencyMilliseconds == 0)
      var heard = rig.listener.heard.makeAsyncIterator()
      #expect(try #require(await heard.next(isolation: nil)).0 == AttentionTone.clip)
    }
  }

  @Test func `a voice that failed to render is seen`() async throws {
    var rig = Rig(Shelved(faults: 2))
    try await rig.run { rig async throws in #expect(try await rig.desk.state(of: .demo).faults == 2) }
  }

  @Test func `a stream that is not there and a sound that was not made are unknown`() async throws {
    var rig = Rig()
    try await rig.run { rig async throws in
      let other = try #require(StreamIdentifier("other"))
      await #expect(throws: BackendError.unknownStream(other)) { try await rig.desk.state(of: other) }
      await #expect(throws: BackendError.unknownClip) { try await rig.desk.clip("../../etc/passwd") }
    }
  }

  @Test func `a voice that is off says so and speaks nothing`() async throws {
    var setting = VoiceSetting()
    setting.isOn = false
    let rig = Rig(setting: setting)
    await rig.desk.run()
    let state = try await rig.desk.state(of: .demo)
    #expect(state.voice == nil && !state.page && !state.call && state.detail?.contains("off") == true)
  }
}

extension ConditionIdentifier {
  fileprivate static func named(_ text: String) -> ConditionIdentifier {
    guard let made = ConditionIdentifier(text) else { preconditionFailure("no condition's name: \(text)") }
    return made
  }
}
