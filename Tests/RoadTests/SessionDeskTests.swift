import Configuration
import Foundation
import Journal
import Server
import Synchronization
import Testing
import Vocabulary

@testable import Pipeline

/// The owner of sessions and the owner of review, on a real journal.
@Suite(.timeLimit(.minutes(1)))
struct SessionDeskTests {
  private final class Rig: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sessions-\(UUID().uuidString)").path
    let time = ManualTime()
    let consents = ConsentBook()
    let world = World()
    let journal: JournalStore
    let review: ReviewDesk
    let desk: SessionDesk

    init() async throws {
      journal = try await JournalStore.open(folder: folder, time: time)
      review = ReviewDesk(journal: journal, conditions: [.melanoma], time: time)
      desk = SessionDesk(
        journal: journal, consents: consents, review: review, time: time,
        hands: SessionDesk.Hands(
          running: { [world] in world.running.withLock { $0 } },
          end: { [world] stream in
            world.ended.withLock { $0.append(stream) }
            world.running.withLock { $0 = $0.filter { $0.value != stream } }
          }, figures: { _ in ["latency": ["results": 4, "p50_ms": 9]] }))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func start(_ consent: Consent, running isRunning: Bool = false) async throws -> SessionIdentifier {
      let session = SessionIdentifier()
      let item = DeskItem.sessionStarted(
        .demo, session, source: .whip, isDemo: false,
        intent: SessionIntent(subject: SubjectPseudonym("P-17"), consent: consent), details: [:], at: time.now())
      _ = try await journal.append([try item.draft()])
      consents.state(consent, for: session)
      if isRunning { world.running.withLock { $0[session] = .demo } }
      return session
    }

    func bytes() throws -> [UInt8] {
      try FileManager.default.contentsOfDirectory(atPath: folder).flatMap { name in
        [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + name)))
      }
    }
  }

  /// What runs, for closures to look at.
  private final class World: Sendable {
    let running = Mutex<[SessionIdentifier: StreamIdentifier]>([:])
    let ended = Mutex<[StreamIdentifier]>([])
  }

  private let ada = Principal(name: "ada", role: .clinician, isLocal: false)
  private static let all = Consent(record: true, snapshots: true, speak: true, handOff: true)

  @Test func `what is taken back holds at once, what is newly allowed once it is written`() async throws {
    let rig = try await Rig()
    let session = try await rig.start(Self.all)
    var less = ConsentChange()
    less.speak = false
    let summary = try await rig.desk.change(session, SessionChange(consent: less), ifRevision: "1", by: ada)
    #expect(summary.record?.consent.speak == false && !rig.consents.consent(of: session).speak)
    await #expect(throws: BackendError.stale(current: "2")) {
      try await rig.desk.change(session, SessionChange(notes: .set("x")), ifRevision: "1", by: ada)
    }
    var more = ConsentChange()
    more.speak = true
    _ = try await rig.desk.change(
      session, SessionChange(subject: .removed, notes: .set("left arm"), consent: more), ifRevision: nil, by: ada)
    #expect(rig.consents.consent(of: session) == Self.all)
    let after = try await rig.desk.session(session)
    #expect(after.record?.subject == nil && after.record?.notes == "left arm" && after.standing == .interrupted)
  }

  @Test func `withdrawal ends the stream, forbids everything, purges, and gives a receipt that the journal confirms`()
    async throws
  {
    let rig = try await Rig()
    let session = try await rig.start(Self.all, running: true)
    let receipt = try await rig.desk.withdraw(session, reason: "asked to", by: ada)
    #expect(rig.consents.consent(of: session) == Consent.none)
    #expect(receipt.entries == 1 && receipt.by == "ada")
    #expect(rig.world.ended.withLock { $0 } == [.demo])
    #expect(try await rig.desk.receipt(of: session) == receipt)
    #expect(try await rig.desk.session(session).standing == .purged)
    await #expect(throws: BackendError.purgedSession(session)) { try await rig.desk.report(of: session) }
    await #expect(throws: BackendError.purgedSession(session)) { try await rig.desk.withdraw(session, reason: "again", by: ada) }
    await rig.journal.close()
    #expect(try JournalVerifier(folder: rig.folder).verify(receipt) == .confirmed)
  }

  @Test func `what is due is purged by the sweeper, what runs or is not due stays, also after a restart`() async throws {
    let rig = try await Rig()
    let day = Consent(record: true, snapshots: false, speak: true, handOff: true, retainDays: 1)
    let (due, later, forever) = (try await rig.start(day), try await rig.start(day), try await rig.start(Self.all))
    _ = try await rig.journal.append([.sessionEnded(due, stream: .demo, at: rig.time.now())])
    rig.time.advance(by: .seconds(43_200))
    _ = try await rig.journal.append([.sessionEnded(later, stream: .demo, at: rig.time.now())])
    rig.time.advance(by: .seconds(43_200))
    // A new server: nothing in memory but what the journal says.
    let consents = ConsentBook()
    let again = SessionDesk(
      journal: rig.journal, consents: consents, review: rig.review, time: rig.time,
      hands: .init(running: { [:] }, end: { _ in }, figures: { _ in nil }))
    try await again.load()
    #expect(consents.consent(of: later) == day)
    await again.sweep()
    #expect(try await again.session(due).standing == .purged)
    #expect(try await again.receipt(of: due).by == "retention")
    #expect(try await again.session(later).standing == .ended)
    #expect(try await again.session(forever).standing == .interrupted)
    rig.time.advance(by: .seconds(43_200))
    await again.sweep()
    #expect(try await again.session(later).standing == .purged)
    #expect(await again.purgeCounts == SessionPurgeCounts(purged: 2, failed: 0))
  }

  @Test func `a session that runs is not swept, however long it lasts`() async throws {
    let rig = try await Rig()
    let session = try await rig.start(Consent(record: true, snapshots: false, speak: true, handOff: true, retainDays: 0))
    let desk = SessionDesk(
      journal: rig.journal, consents: rig.consents, review: rig.review, time: rig.time,
      hands: .init(running: { [session: .demo] }, end: { _ in }, figures: { _ in nil }))
    await desk.sweep()
    #expect(try await desk.session(session).standing == .running)
  }

  @Test func `the report says what the journal kept, and what is missing`() async throws {
    let rig = try await Rig()
    let session = try await rig.start(Self.all)
    let interrupted = try await rig.desk.report(of: session)
    #expect(interrupted["figures"]?["latency"] == .null && interrupted["figures"]?["missing"]?.text?.contains("lost") == true)
    var tally = SessionTally()
    for age in 1...100 { tally.noteResult(age: .milliseconds(age), refused: age == 1 ? [.blurred] : []) }
    var counts = FrameCounts()
    (counts.received, counts.analysed, counts.gated) = (100, 99, 1)
    _ = try await rig.journal.append([
      .sessionEnded(session, stream: .demo, details: tally.details(counts: counts), at: rig.time.now().advanced(by: .seconds(60)))
    ])
    let report = try await rig.desk.report(of: session)
    let figures = try #require(report["figures"])
    #expect(figures["final"] == .bool(true) && figures["missing"] == nil)
    #expect(figures["latency"]?["p50_ms"] == 51 && figures["latency"]?["p95_ms"] == 96 && figures["latency"]?["p99_ms"] == 100)
    #expect(figures["latency"]?["within_100_ms"]?.double == 1 && figures["gates"]?["blurred"] == 1)
    #expect(figures["frames"]?["analysed"] == 99 && figures["frames"]?["received"] == 100)
    #expect(report["session"]?["subject"] == "P-17" && report["chain_head"]?["sequence"] == 2)
    guard case .array(let history)? = report["consent_history"] else { return #expect(Bool(false), "no history") }
    #expect(history.count == 1 && history[0]["consent"]?["record"] == .bool(true))
  }

  @Test func `quantiles beyond two seconds are not invented`() {
    var tally = SessionTally()
    #expect(tally.quantile(0.5) == nil)
    for _ in 0..<3 { tally.noteResult(age: .seconds(3), refused: []) }
    tally.noteResult(age: .milliseconds(7), refused: [])
    #expect(tally.quantile(0.25) == 8 && tally.quantile(0.95) == nil)
    #expect(tally.details(counts: FrameCounts())["latency"]?["beyond_2000_ms"] == 3)
  }

  @Test func `the publisher's token speaks before the stream's setting, and that before the standard`() {
    let ward = StreamIdentifier.demo
    let intake = SessionIntake(
      standard: .standard, settings: [ward: SessionClaims(subject: SubjectPseudonym("room-1"), consent: Consent.none)])
    #expect(intake.intent(of: ward) == SessionIntent(subject: SubjectPseudonym("room-1"), consent: .none))
    #expect(intake.intent(of: .picture) == SessionIntent(consent: .standard))
    intake.note(SessionClaims(subject: SubjectPseudonym("P-17"), consent: Self.all), of: ward)
    #expect(intake.intent(of: ward) == SessionIntent(subject: SubjectPseudonym("P-17"), consent: Self.all))
    intake.note(SessionClaims(), of: ward)
    #expect(intake.intent(of: ward).consent == Consent.none, "another publisher inherits nothing")
  }

  @Test func `who publishes again after a withdrawal begins a session that allows nothing, and another person is asked anew`() {
    let intake = SessionIntake(standard: Self.all)
    let claims = { (text: String) in SessionClaims(subject: SubjectPseudonym(text), consent: Self.all) }
    intake.note(claims("P-17"), of: .demo)
    intake.withdraw("P-17", of: .demo)
    #expect(intake.intent(of: .demo).consent == Consent.none)
    intake.note(claims("P-18"), of: .demo)
    #expect(intake.intent(of: .demo).consent == Self.all)
    intake.note(claims("P-17"), of: .picture)
    #expect(intake.intent(of: .picture).consent == Self.all, "another stream is another matter")
  }
}
