import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite struct `Records` {
  @Test func `an absent probability is written as null`() throws {
    let finding = Finding(
      condition: ConditionIdentifier("melanoma")!, similarity: 0.1, presence: 0.5, evidence: 0.02, probability: nil, proven: false
    )
    let text = String(decoding: try JSONEncoder().encode(finding), as: UTF8.self)
    #expect(text.contains("\"probability\":null"))
    #expect(text.contains("\"threshold\":null"))
  }

  @Test(arguments: ["demo", "a", "camera-0b1", String(repeating: "z", count: 64)])
  func `stream names of the allowed form are taken`(name: String) { #expect(StreamIdentifier(name)?.text == name) }

  @Test(arguments: ["", "Demo", "a b", "../etc", "ä", String(repeating: "z", count: 65), "a/b", "a.b"])
  func `other stream names are refused`(name: String) { #expect(StreamIdentifier(name) == nil) }

  @Test func `times are written with milliseconds in UTC and read back`() {
    let moment = Moment(monotonic: .zero, wallMilliseconds: 1_764_000_000_007)
    #expect(moment.rfc3339 == "2025-11-24T16:00:00.007Z")
    #expect(RFC3339.wallMilliseconds(moment.rfc3339) == moment.wallMilliseconds)
  }

  @Test func `every time from 1901 to 2099 comes back as it was written`() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<20_000 {
      let wall = Int64.random(in: -2_177_452_800_000...4_102_444_799_999, using: &generator)
      #expect(RFC3339.wallMilliseconds(RFC3339.text(wallMilliseconds: wall)) == wall)
    }
  }

  @Test(arguments: [
    "2026-11-24", "2026-11-24T13:17:12", "2026-13-24T13:17:12Z", "2026-11-24T25:17:12Z", "2026-11-24T13:17:12.Z", "x",
  ])
  func `what is no time is refused`(text: String) { #expect(RFC3339.wallMilliseconds(text) == nil) }

  @Test func `nearest-rank quantiles of one hundred values are the values themselves`() {
    let quantiles = Quantiles(of: (1...100).map(Double.init).shuffled())
    #expect(quantiles == Quantiles(p50: 50, p95: 95, p99: 99))
  }

  @Test func `identifiers are 128 random bits`() {
    let made = Set((0..<1000).map { _ in AlertIdentifier().text })
    #expect(made.count == 1000)
    #expect(made.allSatisfy { AlertIdentifier($0) != nil })
  }

  @Test func `an alert without vectors keeps everything else`() {
    let record = AlertRecord(
      id: AlertIdentifier(), stream: StreamIdentifier("s")!, session: SessionIdentifier(),
      condition: ConditionIdentifier("melanoma")!,
      codes: [], tier: .warning, raisedAt: "", capturedAt: "", probability: 0.5,
      threshold: ThresholdSetting(enter: 0.5, exit: 0.4),
      why: [AlertReasonFrame(frame: 1, capturedAt: "", evidence: 0.2, value: 0.5, vector: [1, 2])], model: Fingerprint("m"),
      pack: Fingerprint("p"), preprocessing: "x", frameSHA256: "", demo: true)
    #expect(record.withoutVectors.why[0].vector == nil)
    #expect(record.withoutVectors.why[0].evidence == 0.2)
  }
}
