import Detection
import Foundation
import Journal
import TestSupport
import Testing
import Tuning
import Vocabulary

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct HeadRoadTests {
  @Test func `findings change on activation and return exactly on rollback`() async throws {
    let house = try await HeadFixture()
    let values: [UInt8] = [20, 90, 160, 230]
    var before: [[Finding]] = []
    for value in values { before.append(try await house.findings(value)) }
    let head = try house.addHead()
    try await house.shelf.activate("house", 1, by: "ada")
    for (value, former) in zip(values, before) {
      let finding = try #require(try await house.findings(value).first)
      #expect(finding.head == head.reference && finding.evidence != former[0].evidence)
      #expect(finding.proven && finding.probability != nil && former[0].probability == nil)
    }
    #expect(house.shelf.health?.state == .ok)
    try await house.shelf.rollBack("house", by: "bo")
    for (value, former) in zip(values, before) { #expect(try await house.findings(value) == former) }
    #expect(house.shelf.health == nil)
    let drafts = await house.journal.drafts
    #expect(drafts.map(\.kind) == [.headActivated, .headRolledBack])
    #expect(drafts.map { $0.data["by"] } == [.string("ada"), .string("bo")])
    #expect(drafts[0].data["sha256"] == .string(head.sha256) && drafts[1].data["version"] == .null)
  }

  @Test func `a second version takes the first one's place, and rollback brings it back`() async throws {
    let house = try await HeadFixture()
    _ = try house.addHead()
    _ = try house.addHead(turned: true)
    try await house.shelf.activate("house", 1, by: "ada")
    let first = try await house.findings(200)
    try await house.shelf.activate("house", 2, by: "ada")
    #expect(try await house.findings(200).first?.head?.version == 2)
    try await house.shelf.rollBack("house", by: "ada")
    #expect(try await house.findings(200) == first && first.first?.head?.version == 1)
  }

  @Test func `what is in force holds after a restart`() async throws {
    let house = try await HeadFixture()
    _ = try house.addHead()
    try await house.shelf.activate("house", 1, by: "ada")
    let next = try await HeadFixture(in: house.folder)
    await next.shelf.apply()
    #expect(try await next.findings(200) == house.findings(200))
  }

  @Test func `a head for another encoder is refused in a sentence, and the wordings score`() async throws {
    let house = try await HeadFixture()
    _ = try house.addHead()
    try await house.shelf.activate("house", 1, by: "ada")
    let other = try await HeadFixture(fingerprint: "beef", in: house.folder)
    let words = try await other.findings(200)
    await other.shelf.apply()
    #expect(try await other.findings(200) == words && words.first?.head == nil)
    let health = try #require(other.shelf.health)
    #expect(health.state == .fallback && health.detail?.contains("fitted on vectors of fake (f00d)") == true)
    await #expect(throws: TuningError.self) { try await other.shelf.activate("house", 1, by: "ada") }
  }

  @Test func `a head that was changed on the disk is not used, by name`() async throws {
    let house = try await HeadFixture()
    _ = try house.addHead()
    try await house.shelf.activate("house", 1, by: "ada")
    try Self.tamper(house)
    let words = try await HeadFixture().findings(200)
    await house.shelf.apply()
    #expect(try await house.findings(200) == words)
    #expect(house.shelf.health?.detail?.contains("heads/house/1.json is refused") == true)
  }

  @Test func `a journal that cannot be written changes nothing`() async throws {
    let house = try await HeadFixture()
    _ = try house.addHead()
    let before = try await house.findings(200)
    await house.journal.failNext(1)
    await #expect(throws: JournalError.self) { try await house.shelf.activate("house", 1, by: "ada") }
    #expect(try await house.findings(200) == before && house.store.active() == ActiveHeads())
  }

  @Test func `two heads in force never speak of one condition`() async throws {
    let house = try await HeadFixture()
    _ = try house.addHead()
    _ = try house.addHead("other")
    try await house.shelf.activate("house", 1, by: "ada")
    await #expect(throws: TuningError.conditionTaken(condition: "melanoma", by: "house")) {
      try await house.shelf.activate("other", 1, by: "ada")
    }
  }

  @Test func `an alert that a head raised is derived again from that version, and from no other`() async throws {
    let house = try await HeadFixture()
    let head = try house.addHead()
    try await house.shelf.activate("house", 1, by: "ada")
    let record = try await Self.alert(house)
    #expect(record.head == head.reference && record.probability != nil)
    // The head need not be in force any more.
    try await house.shelf.rollBack("house", by: "ada")
    let rederivation = try await EvidenceRederivation(model: house.model, packs: [.test], data: house.folder.path)
    let derived = try #require(try rederivation.evidence(of: record))
    #expect(derived.count == record.why.count && !derived.isEmpty)
    for (frame, evidence) in zip(record.why, derived) { #expect(abs(frame.evidence - evidence) < 1e-9) }
    var claimed = record
    claimed.head = HeadReference(name: "house", version: 1, sha256: String(repeating: "0", count: 64))
    #expect(throws: TamperedHead.self) { try rederivation.evidence(of: claimed) }
    try Self.tamper(house)
    #expect {
      try rederivation.evidence(of: record)
    } throws: {
      "\($0)".hasPrefix("tampered head 'house' version 1: heads/house/1.json is refused")
    }
    // One that is not here any more is no forgery.
    try FileManager.default.removeItem(atPath: house.folder.file("heads/house/1.json"))
    #expect(throws: TuningError.unknown(name: "house", version: 1)) { try rederivation.evidence(of: record) }
  }

  @Test func `an alert never rests on frames of the wordings and of a head together`() async throws {
    let house = try await HeadFixture()
    _ = try house.addHead()
    var machine = StreamAlertsProbe()
    let plain = try await house.findings(250)
    try await house.shelf.activate("house", 1, by: "ada")
    let headed = try await house.findings(250)
    // Two of two frames raise: one of each does not.
    let raised = [plain, headed, headed].map { machine.observe($0) }
    #expect(raised == [false, false, true])
  }

  private static func tamper(_ house: HeadFixture) throws {
    let file = house.folder.file("heads/house/1.json")
    let text = try String(contentsOfFile: file, encoding: .utf8).replacing("\"by\":\"ada\"", with: "\"by\":\"eve\"")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
  }

  /// Runs frames through a stream until its alert is in the journal.
  private static func alert(_ house: HeadFixture) async throws -> AlertRecord {
    let hub = EventHub()
    let desk = AlertDesk(journal: house.journal, hub: hub)
    let backgrounds = BackgroundDesk(journal: house.journal, time: house.time)
    let detector = PackDetector(detectors: house.specialty.detectors)
    let stream = StreamRuntime(
      id: .demo, kind: .file, source: "test", isDemo: true, pack: .test, settings: [:], framer: FakeFramer(), detector: detector,
      services: StreamServices(
        hub: hub, desk: desk, time: house.time, encoder: house.model.encoder.description, ring: {}, backgrounds: backgrounds))
    let task = Task { await desk.run() }
    for _ in 0..<3 {
      house.time.advance(by: .milliseconds(100))
      stream.receive(.picture(.scoring(250), capturedAt: house.time.now(), senderAge: nil))
      let frame = try #require(stream.mailbox.take())
      let embeddings = try await house.model.encoder.encode(View(frame: frame, regions: []), deadline: house.time.now())
      var stages: [RoadStage: Duration] = [:]
      stream.finish(frame, .analysed(try detector.score(frame, embeddings), [:]), &stages)
    }
    desk.finish()
    await task.value
    let raised = await house.journal.drafts.first { $0.kind == .alertRaised }
    return try #require(raised).data.record(AlertRecord.self)
  }
}
