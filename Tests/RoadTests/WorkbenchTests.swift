import Detection
import Foundation
import Journal
import Server
import Statistics
import TestSupport
import Testing
import Vectors
import Vocabulary

@testable import Pipeline

@Suite struct `Choosing a threshold` {
  private func held(_ positives: [Double], _ negatives: [Double]) throws -> HeldOutScores {
    let rows = (positives + negatives).enumerated().map { index, value in
      EvaluationRow(
        item: EvaluationItem(
          file: "\(index)", condition: index < positives.count ? .melanoma : nil, group: "patient \(index / 2)",
          strata: ["fitzpatrick": index % 3 == 0 ? "" : "2.0"]),
        score: PictureScore(
          picture: String(repeating: "a", count: 64), fingerprint: "f", refusals: [],
          scores: ["melanoma": .init(evidence: 0, probability: value)], toneDegrees: index % 2 == 0 ? 20 : nil))
    }
    return HeldOutScores(rows, pack: .test, encoder: FakeEncoder().description, population: "drawn by hand")
  }

  @Test func `finds the share that is wanted, and says what that costs, by hand`() throws {
    let scores = try held(stride(from: 0.1, through: 1.01, by: 0.1).map { min(1, $0) }, [0.05, 0.15, 0.25, 0.95])
    let table = try #require(OperatingTable(scores, .melanoma))
    let enter = try #require(table.threshold(forSensitivity: 0.8))
    #expect(abs(enter - 0.3) < 1e-9)
    let counts = table.table(at: enter)
    #expect(counts.sensitivity == Proportion(8, of: 10) && counts.specificity == Proportion(3, of: 4))
    var point = OperatingPoint(
      condition: .melanoma, prevalence: 0.01, evidence: table.evidence,
      alertsAnHour: .init(rate: Estimate(value: nil, interval: nil), words: ""))
    point.fill(table, at: enter)
    // 0.8 × 0.01 ÷ (0.8 × 0.01 + 0.25 × 0.99)
    let ppv = 0.008 / (0.008 + 0.2475)
    #expect(abs((point.ppv?.value ?? 0) - ppv) < 1e-12 && abs((point.numberNeededToReview?.value ?? 0) - 1 / ppv) < 1e-9)
    let (low, high) = (try #require(point.ppv?.interval).first!, try #require(point.ppv?.interval).last!)
    #expect(point.numberNeededToReview?.interval.map { abs($0[0] - 1 / high) < 1e-9 && abs($0[1] - 1 / low) < 1e-6 } == true)
    #expect(point.sensitivity?.count == 10 && point.specificity?.count == 4)
  }

  @Test func `names the skin tones of which there is no picture, and measures nothing of few`() throws {
    let table = try #require(OperatingTable(try held([0.9, 0.8], [0.1, 0.2, 0.3]), .melanoma))
    #expect(table.evidence.state == .tooFew && table.evidence.words.contains("2 held-out cases"))
    #expect(table.sensitivityByGroups(at: 0.5) == nil)
    let strata = table.strata(at: 0.5)
    let dark = try #require(strata.first { $0.column == "skin_tone" && $0.value == "dark" })
    #expect(dark.pictures == 0 && dark.state == .none && dark.sensitivity.value == nil)
    #expect(strata.filter { $0.column == "fitzpatrick" }.map(\.value) == ["1", "2", "3", "4", "5", "6", "not stated"])
    #expect(strata.first { $0.column == "fitzpatrick" && $0.value == "2" }?.pictures == 3)
  }

  @Test func `without a held-out case there is no threshold by sensitivity`() throws {
    let table = try #require(OperatingTable(try held([], [0.1, 0.2]), .melanoma))
    #expect(table.threshold(forSensitivity: 0.9) == nil && table.evidence.state == .none)
  }

  @Test func `held-out scores keep no picture and no name, come back whole, and damage is said`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "held-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: HeldOutScores.fileName)
    #expect(try HeldOutScores.read(file) == nil)
    let scores = try held([0.9, 0.8], [0.1])
    try scores.write(to: file)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(!text.contains("patient") && !text.contains(String(repeating: "a", count: 17)))
    let read = try #require(try HeldOutScores.read(file))
    #expect(read.rows == scores.rows && read.columns == ["fitzpatrick", "skin_tone"] && read.rows.map(\.group) == [1, 1, 2])
    try Data("{}".utf8).write(to: file)
    #expect(throws: PipelineError.self) { try HeldOutScores.read(file) }
  }

  @Test func `the end keeps its proportion to the beginning`() {
    let current = ThresholdSetting(enter: 0.3, exit: 0.18, k: 2)
    let found = WorkbenchDesk.probability(0.5, current)
    #expect(found.enter == 0.5 && found.exit == 0.3 && found.k == 2 && found.fault == nil)
    #expect(WorkbenchDesk.probability(0.5, ThresholdSetting(scale: .background, enter: 0.99, exit: 0.98)).exit == 0.4)
  }
}

@Suite struct `Moments of two packs` {
  private func span(_ from: Int64, _ to: Int64) -> Replay.Span { Replay.Span(from: from * 1000, to: to * 1000) }

  @Test func `overlapping alerts are one moment, and near ones too`() {
    let counts = AlertMoments.count(
      [span(0, 10), span(30, 40), span(60, 61)], [span(5, 12), span(13, 14), span(63, 64), span(100, 101)])
    #expect(counts.both == 2 && counts.onlyLive == 1 && counts.onlyCandidate == 1)
    #expect(AlertMoments.count([], []) == (0, 0, 0))
  }

  @Test func `what was counted stays counted when old alerts are forgotten`() {
    var moments = AlertMoments()
    let count = AlertMoments.memory * 3
    for index in 0..<count {
      let wall = Int64(index) * 10_000
      moments.begin(.live, at: wall)
      if index % 2 == 0 { moments.begin(.candidate, at: wall + 100) }
      moments.see(at: wall + 1_000)
      moments.end(.live, at: wall + 2_000)
      moments.end(.candidate, at: wall + 2_000)
    }
    #expect(moments.counts.both == count / 2 && moments.counts.onlyLive == count / 2 && moments.counts.onlyCandidate == 0)
  }

  @Test func `a verdict outweighs an acknowledgement, and the newest an older one`() {
    func alert(_ acknowledged: Bool) -> AlertRecord {
      var record = AlertRecord(
        id: AlertIdentifier(), stream: .demo, session: SessionIdentifier(), condition: .melanoma, codes: [], tier: .warning,
        raisedAt: "2026-01-01T00:00:01.000Z", capturedAt: "2026-01-01T00:00:00.000Z", probability: 0.7,
        threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [], model: Fingerprint("m"), pack: Fingerprint("p"),
        preprocessing: "", frameSHA256: "", demo: true)
      record.endedAt = "2026-01-01T00:00:09.000Z"
      if acknowledged { record.acknowledged = .init(by: "ada", at: "2026-01-01T00:01:00.000Z") }
      return record
    }
    func verdict(_ alert: AlertRecord, _ condition: String) -> JournalEntry {
      JournalEntry(
        sequence: 1, kind: .verdict, at: "", session: nil, alert: nil,
        data: ["alert": .string(alert.id.text), "condition": .string(condition)], previousHash: "", hash: "")
    }
    let (seen, rejected, confirmed, open, unsure) = (alert(true), alert(true), alert(false), alert(false), alert(true))
    let found = MarkedAlert.find(
      [seen, rejected, confirmed, open, unsure],
      verdicts: [
        verdict(confirmed, "melanoma"), verdict(rejected, "none"), verdict(rejected, "melanoma"), verdict(unsure, "cannot-say"),
      ])
    #expect(found.map(\.alert) == [seen.id, confirmed.id, unsure.id])
    #expect(found.map(\.mark) == ["acknowledged", "confirmed", "acknowledged"])
    #expect(found[0].span.to - found[0].span.from == 9_000)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Marks of a stretch` {
  private let time = ManualTime()
  private let folder: TemporaryFolder
  private let session = SessionIdentifier()

  init() throws { folder = try TemporaryFolder() }

  /// Acknowledged alerts, a second apart.
  private func fill(_ count: Int, _ journal: JournalStore) async throws -> [AlertRecord] {
    var records: [AlertRecord] = []
    for _ in 0..<count {
      time.advance(by: .seconds(1))
      let at = time.now()
      let record = AlertRecord(
        id: AlertIdentifier(), stream: .demo, session: session, condition: .melanoma, codes: [], tier: .warning,
        raisedAt: at.rfc3339, capturedAt: at.rfc3339, probability: 0.7, threshold: ThresholdSetting(enter: 0.6, exit: 0.5),
        why: [], model: Fingerprint("m"), pack: Fingerprint("p"), preprocessing: "", frameSHA256: "", demo: true)
      _ = try await journal.append([
        try .alertRaised(record, at: at), .alertAcknowledged(record.id, by: "ada", at: at),
      ])
      records.append(record)
    }
    return records
  }

  private func verdict(_ record: AlertRecord, _ opinion: ReviewOpinion) -> JournalDraft {
    .verdict(
      ReviewVerdict(
        subject: .alert(record.id), session: session, answer: ReviewAnswer(opinion: opinion, certainty: .high), reader: "ada",
        blinded: true, round: .first, at: time.now().rfc3339), at: time.now())
  }

  @Test func `all are read, page after page, and where that is too much the answer says so`() async throws {
    let journal = try await JournalStore.open(folder: folder.path, time: time)
    let start = time.now().wallMilliseconds
    let records = try await fill(12, journal)
    _ = try await journal.append([verdict(records[0], .nothing)])
    let wall = start...time.now().wallMilliseconds
    var reader = MarkReader(journal: journal, pageSize: 5, pages: 3)
    let all = try await reader.marks(of: .demo, in: wall)
    #expect(all.counted == .init(alerts: 12, verdicts: 1, isWhole: true))
    #expect(all.items.count == 11, "the oldest alert's verdict counts as well: it is none")
    reader.pages = 2
    let some = try await reader.marks(of: .demo, in: wall)
    #expect(some.counted == .init(alerts: 10, verdicts: 0, isWhole: false) && some.items.count == 10)
    // What is newer than the stretch is paged over, what is older is not read.
    reader.pages = 3
    let early = try await reader.marks(of: .demo, in: start...(start + 3_500))
    #expect(early.counted == .init(alerts: 3, verdicts: 1, isWhole: true) && early.items.count == 2)
    await journal.close()
  }

  @Test func `a journal that cannot be read is an error, never no mark`() async throws {
    let journal = try await JournalStore.open(folder: folder.path, time: time)
    _ = try await fill(1, journal)
    await journal.close()
    let spoilt = try SpoiltFolder(path: folder.path)
    defer { try? spoilt.mend() }
    await #expect(throws: BackendError.self) {
      _ = try await MarkReader(journal: journal).marks(of: .demo, in: 0...Int64.max)
    }
  }
}
