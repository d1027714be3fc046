import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct AgreementTests {
  private static let encoder = Fingerprint("one")

  private static func condition(_ index: Int) throws -> ConditionIdentifier {
    try #require(ConditionIdentifier("condition-\(index)"))
  }

  private static func findings(_ values: [Double]) throws -> [Finding] {
    try values.enumerated().map { index, value in
      Finding(
        condition: try condition(index), similarity: value, presence: value, evidence: value, probability: value, proven: true)
    }
  }

  /// Thresholds of 0.5 for each but the last, which has none.
  private static func comparison(_ fast: [Double], _ full: [Double]) throws -> GridComparison {
    let last = try condition(max(fast.count, full.count) - 1)
    return GridComparison(fast: try findings(fast), full: try findings(full)) { finding in
      finding.condition == last ? nil : finding.probability.map { $0 >= 0.5 }
    }
  }

  @Test func `each condition with a threshold is compared, the others are left out`() throws {
    let comparison = try Self.comparison([0.9, 0.9, 0.1, 0.9], [0.9, 0.1, 0.6, 0.9])
    #expect(comparison.pairs[try Self.condition(0)] == .init(fast: true, full: true))
    #expect(comparison.pairs[try Self.condition(1)] == .init(fast: true, full: false))
    #expect(comparison.pairs[try Self.condition(2)] == .init(fast: false, full: true))
    #expect(comparison.pairs[try Self.condition(3)] == nil && !comparison.isRefusedByOne)
  }

  @Test func `what one of the two refuses stands against the other as no alert`() throws {
    let missed = GridComparison(fast: [], full: try Self.findings([0.9, 0.1, 0.2])) { ($0.probability ?? 0) >= 0.5 }
    #expect(missed.isRefusedByOne && missed.order == nil)
    #expect(missed.pairs[try Self.condition(0)] == .init(fast: false, full: true))
    #expect(missed.pairs[try Self.condition(1)] == .init(fast: false, full: false))
    let both = GridComparison(fast: [], full: []) { _ in true }
    #expect(!both.isRefusedByOne && both.pairs.isEmpty)
  }

  @Test func `positive agreement leaves out what neither saw`() {
    var agreement = AlertAgreement()
    #expect(agreement.positiveAgreement == nil && agreement.agreement == nil && agreement.verdict == nil)
    for _ in 0..<80 { agreement.note(fast: false, full: false) }
    for _ in 0..<3 { agreement.note(fast: true, full: true) }
    for _ in 0..<2 { agreement.note(fast: true, full: false) }
    for _ in 0..<5 { agreement.note(fast: false, full: true) }
    // 2·3 ÷ (2·3 + 2 + 5); kappa of the same table is 0.4220, positive agreement 0.4615.
    #expect(abs((agreement.positiveAgreement ?? 0) - 6.0 / 13) < 1e-12)
    #expect(abs((agreement.agreement ?? 0) - 83.0 / 90) < 1e-12)
    #expect(agreement.verdict == .poor && agreement.compared == 90 && agreement.alerting == 10)
  }

  @Test func `no verdict comes from fewer alerts than it needs`() {
    var agreement = AlertAgreement()
    for _ in 0..<(AlertAgreement.fewestAlerting - 1) { agreement.note(fast: true, full: false) }
    #expect(agreement.verdict == nil)
    agreement.note(fast: true, full: false)
    #expect(agreement.verdict == .poor)
    var good = AlertAgreement()
    for _ in 0..<AlertAgreement.fewestAlerting { good.note(fast: true, full: true) }
    #expect(good.verdict == .good)
  }

  @Test func `counts travel as JSON and what follows from them is worked out anew`() throws {
    var agreement = AlertAgreement()
    for _ in 0..<12 { agreement.note(fast: false, full: true) }
    let bytes = try JSONEncoder().encode(agreement)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\"verdict\":\"poor\"") && text.contains("\"full_only\":12"))
    #expect(try JSONDecoder().decode(AlertAgreement.self, from: bytes) == agreement)
    let empty = String(decoding: try JSONEncoder().encode(AlertAgreement()), as: UTF8.self)
    #expect(empty.contains("\"verdict\":null") && empty.contains("\"positive_agreement\":null"))
    let state = AgreementState(grids: 1, rankCorrelation: nil, sameFirst: nil, refusedByOne: 0, conditions: [:])
    let written = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
    #expect(written.contains("\"rank_correlation\":null") && written.contains("\"same_first\":null"))
  }

  @Test func `running figures are means over the grids that could be compared`() throws {
    var recorder = AgreementRecorder()
    #expect(recorder.state == nil)
    recorder.note(try Self.comparison([0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4]), by: Self.encoder)
    recorder.note(try Self.comparison([0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1]), by: Self.encoder)
    recorder.note(GridComparison(fast: [], full: try Self.findings([0.1])) { _ in nil }, by: Self.encoder)
    let state = try #require(recorder.state)
    #expect(state.grids == 3 && state.refusedByOne == 1)
    #expect(abs(try #require(state.rankCorrelation)) < 1e-12 && state.sameFirst == 0.5)
  }

  @Test func `the oldest grid goes when the memory is full`() throws {
    var recorder = AgreementRecorder()
    let first = try Self.condition(0)
    for _ in 0..<20 { recorder.note(try Self.comparison([0.9, 0, 0, 0], [0.1, 0, 0, 0]), by: Self.encoder) }
    #expect(recorder.verdict(on: first, by: Self.encoder) == .poor)
    for _ in 0..<AgreementRecorder.memory {
      recorder.note(try Self.comparison([0.9, 0, 0, 0], [0.9, 0, 0, 0]), by: Self.encoder)
    }
    let state = try #require(recorder.state)
    #expect(state.grids == AgreementRecorder.memory && state.conditions[first.text]?.both == AgreementRecorder.memory)
    #expect(recorder.verdict(on: first, by: Self.encoder) == .good)
  }

  @Test func `a changed threshold forgets that condition and no other, another encoder forgets all`() throws {
    var recorder = AgreementRecorder()
    let (first, second) = (try Self.condition(0), try Self.condition(1))
    for _ in 0..<12 { recorder.note(try Self.comparison([0.9, 0.9, 0, 0], [0.1, 0.1, 0, 0]), by: Self.encoder) }
    recorder.forget([first])
    #expect(recorder.verdict(on: first, by: Self.encoder) == nil && recorder.verdict(on: second, by: Self.encoder) == .poor)
    #expect(recorder.state?.conditions[first.text] == nil && recorder.state?.grids == 12)
    recorder.note(try Self.comparison([0.9, 0.9, 0, 0], [0.9, 0.1, 0, 0]), by: Self.encoder)
    #expect(recorder.state?.conditions[first.text]?.both == 1)
    #expect(recorder.verdict(on: second, by: Fingerprint("other")) == nil)
    recorder.note(try Self.comparison([0.9, 0, 0, 0], [0.9, 0, 0, 0]), by: Fingerprint("other"))
    #expect(recorder.state?.grids == 1 && recorder.verdict(on: second, by: Fingerprint("other")) == nil)
  }

  @Test func `a condition on which quick answers and full grids alert apart is marked on the road`() async throws {
    let detector = FakeDetector(isFullGrid: false)
    let slot = Mutex<Frame?>(nil)
    func embedding(_ value: Float) -> ImageEmbedding {
      ImageEmbedding(region: .whole, vector: [value, (1 - value * value).squareRoot()], tokens: 1, isFullGrid: true)
    }
    let (quick, full) = (embedding(0.9), embedding(0.1))
    let encoder = FakeEncoder(
      before: { frame throws(FakeEncoder.Broken) in slot.withLock { $0 = frame } },
      grid: { () throws(FakeEncoder.Broken) in
        slot.withLock { frame in frame.map { .finished(FullGridResult(frame: $0, full: full, fast: [quick])) } ?? .idle }
      })
    let road = await TestRoad(encoder: encoder, detector: detector)
    var events = road.hub.subscribe().makeAsyncIterator()
    #expect(await road.analyse(40, &events)?.findings.first?.agreement == nil)
    var marked: AgreementVerdict?
    for _ in 0..<(AlertAgreement.fewestAlerting + 1) where marked == nil {
      marked = await road.analyse(40, &events)?.findings.first?.agreement
    }
    #expect(marked == .poor)
    let counts = road.stream.state.agreement?.conditions["melanoma"]
    #expect((counts?.fastOnly ?? 0) >= AlertAgreement.fewestAlerting && counts?.fullOnly == 0)
    try road.stream.changeThresholds([.melanoma: ThresholdSetting(enter: 0.95, exit: 0.9)], ifRevision: nil)
    #expect(road.stream.state.agreement?.conditions["melanoma"] == nil)
    await road.stop()
    #expect(road.grids.figures.alerts.fastOnly >= AlertAgreement.fewestAlerting)
  }
}
