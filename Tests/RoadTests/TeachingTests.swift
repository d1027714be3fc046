import Configuration
import Foundation
import Journal
import Server
import TestSupport
import Testing
import Tuning
import Vocabulary

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct TeachingTests {
  private static let ada = Principal(name: "ada", role: .clinician, isLocal: false)

  /// A journal with alerts of sessions, judged.
  private static func journal(_ house: HeadFixture, alerts: Int, verdicts: Bool = true) async throws -> JournalStore {
    let journal = try await JournalStore.open(folder: house.folder.path, time: house.time)
    for (index, example) in HeadFixture.lesson(count: alerts).examples.enumerated() {
      let (session, alert) = (SessionIdentifier(), AlertIdentifier())
      let frame = AlertReasonFrame(
        frame: 1, capturedAt: "2026-01-01T00:00:00.000Z", evidence: 1, value: 1, vector: example.vectors[0])
      let record = AlertRecord(
        id: alert, stream: StreamIdentifier("test")!, session: session, condition: .melanoma, codes: [], tier: .warning,
        raisedAt: "2026-01-01T00:00:00.000Z", capturedAt: "2026-01-01T00:00:00.000Z", probability: nil,
        threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [frame], model: Fingerprint("f00d"), pack: Pack.test.fingerprint,
        preprocessing: "none", frameSHA256: String(index), demo: false)
      let said: JSONValue = .object([
        "alert": .string(alert.text), "reader": .string("ada"), "certainty": .string("sure"), "round": .string("first"),
        "condition": .string(example.labels.isEmpty ? "none" : "melanoma"),
      ])
      _ = try await journal.append([try .alertRaised(record, at: house.time.now())])
      if verdicts {
        _ = try await journal.append([
          JournalDraft(kind: .verdict, at: house.time.now(), session: session, alert: alert, data: said)
        ])
      }
    }
    return journal
  }

  private static func desk(_ house: HeadFixture, _ journal: JournalStore) -> HeadDesk {
    HeadDesk(
      teacher: house.teacher,
      shelf: HeadShelf(
        store: house.store, model: house.model, specialties: [house.specialty], journal: journal, time: house.time),
      journal: journal, time: house.time)
  }

  private static func settled(_ desk: HeadDesk) async throws -> TeachingReport {
    while true {
      let report = try await desk.report()
      if report.fitting.state != .running { return report }
      await Task.yield()
    }
  }

  @Test func `verdicts are learned from, put in force, rolled back, and all of it is in the journal`() async throws {
    let house = try await HeadFixture()
    let journal = try await Self.journal(house, alerts: 120)
    let desk = Self.desk(house, journal)
    let words = try await house.findings(200)
    let empty = try await desk.report()
    #expect(empty.items.isEmpty && empty.verdicts["judged"] == .integer(120) && empty.verdicts["none"] == .integer(60))
    _ = try await desk.learn("house", by: Self.ada)
    let learned = try await Self.settled(desk)
    #expect(learned.fitting.state == .done && learned.fitting.version == 1, "\(learned.fitting)")
    #expect(learned.items.first?["source"] == .string("verdicts") && learned.items.first?["in_force"] == .bool(false))
    #expect(learned.items.first?["conditions"] == .array([.string("melanoma")]))
    // Nothing changed by learning alone.
    #expect(try await house.findings(200) == words)
    let active = try await desk.activate("house", 1, by: Self.ada)
    #expect(active.items.first?["in_force"] == .bool(true))
    #expect(try await house.findings(200).first?.head?.name == "house")
    let back = try await desk.rollBack("house", by: Self.ada)
    #expect(try await house.findings(200) == words)
    #expect(
      back.history.map { $0["kind"] } == [.string("head-rolled-back"), .string("head-activated"), .string("head-fitted")])
    await journal.close()
  }

  @Test(arguments: ["tampered", "unreadable"])
  func `what should be in force and cannot be read is said, with what to do, never shown as nothing`(how: String) async throws {
    let house = try await HeadFixture()
    let journal = try await Self.journal(house, alerts: 2)
    let desk = Self.desk(house, journal)
    #expect(try await desk.report().fault == nil)
    _ = try house.addHead()
    try await house.shelf.activate("house", 1, by: "ada")
    let file = house.folder.file("heads/active.json")
    if how == "tampered" {
      let text = try String(contentsOfFile: file, encoding: .utf8).replacing("[1]", with: "[2]")
      try text.write(toFile: file, atomically: true, encoding: .utf8)
    } else {
      try FileManager.default.removeItem(atPath: file)
      try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    }
    let report = try await desk.report()
    let fault = try #require(report.fault)
    #expect(fault.contains("cannot be read") && fault.contains("heads/active.json") && fault.contains("backup"), "\(fault)")
    #expect(report.items.first?["in_force"] == .bool(false))
    await house.shelf.apply()
    #expect(house.shelf.health?.state == .fallback)
    await journal.close()
  }

  @Test func `too few verdicts are said with how many of what are needed`() async throws {
    let house = try await HeadFixture()
    let journal = try await Self.journal(house, alerts: 8)
    let desk = Self.desk(house, journal)
    _ = try await desk.learn("house", by: Self.ada)
    let report = try await Self.settled(desk)
    #expect(report.fitting.state == .tooFew)
    #expect(report.fitting.detail?.contains("melanoma has 4 that show it from 4 groups") == true, "\(report.fitting)")
    #expect(report.items.isEmpty)
    await journal.close()
  }

  @Test func `without a verdict nothing is begun, and a wrong name is pointed at`() async throws {
    let house = try await HeadFixture()
    let journal = try await Self.journal(house, alerts: 2, verdicts: false)
    let desk = Self.desk(house, journal)
    let answer = try await desk.learn("house", by: Self.ada)
    #expect(answer.state == .tooFew && answer.detail?.contains("no verdict") == true)
    await #expect(throws: BackendError.self) { _ = try await desk.learn("No Name", by: Self.ada) }
    await #expect(throws: BackendError.unacceptable(status: 404, reason: "there is no head 'house' of version 3")) {
      _ = try await desk.activate("house", 3, by: Self.ada)
    }
    await #expect(throws: BackendError.self) { _ = try await desk.rollBack("house", by: Self.ada) }
    await journal.close()
  }

  @Test func `a purged session's verdicts are gone from what is learned`() async throws {
    let house = try await HeadFixture()
    let journal = try await Self.journal(house, alerts: 30)
    let desk = Self.desk(house, journal)
    #expect(try await desk.report().verdicts["judged"] == .integer(30))
    let first = try #require(try await journal.entries(of: [.alertRaised]).first?.session)
    _ = try await journal.purge(first, reason: "asked for", by: "ada")
    #expect(try await desk.report().verdicts["judged"] == .integer(29))
    // The command reads the same beside the running server.
    let beside = try JournalVerifier(folder: house.folder.path).entries(of: Teacher.verdictKinds)
    #expect(try house.teacher.lesson(of: beside).examples.count == 29)
    await journal.close()
  }

  @Test func `vectors of pictures are taken from the cache, and only for the encoder they are of`() throws {
    let folder = try TemporaryFolder()
    let file = URL(filePath: folder.file("tuning/vectors.ndjson"))
    var cache = try VectorCache(file: file, fingerprint: "one")
    _ = try cache.add("picture", [[1, 2], [3, 4]], deductions: [0, 0.1])
    #expect(try VectorCache(file: file, fingerprint: "one").kept["picture"]?.vectors == [[1, 2], [3, 4]])
    #expect(try VectorCache(file: file, fingerprint: "two").kept.isEmpty)
    // A line that was cut off is left aside, and the next one does not grow onto it.
    try (Data(contentsOf: file) + Data("{\"picture\":\"cut".utf8)).write(to: file)
    var again = try VectorCache(file: file, fingerprint: "one")
    _ = try again.add("other", [[5, 6]], deductions: [0])
    #expect(try VectorCache(file: file, fingerprint: "one").kept.count == 2)
  }
}
