import Synchronization
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct GridAgreementTests {
  private static func findings(_ evidence: [Double]) throws -> [Finding] {
    try evidence.enumerated().map { index, value in
      Finding(
        condition: try #require(ConditionIdentifier("condition-\(index)")), similarity: value, presence: 0.5, evidence: value,
        probability: nil, proven: false)
    }
  }

  private static func agreement(_ fast: [Double], _ full: [Double]) throws -> GridAgreement? {
    GridAgreement(fast: try findings(fast), full: try findings(full))
  }

  @Test func `the same order agrees fully, whatever the values`() throws {
    let agreement = try #require(try Self.agreement([0.1, 0.2, 0.3, 0.9], [1, 2, 30, 40]))
    #expect(abs(agreement.rankCorrelation - 1) < 1e-12 && agreement.sameFirst)
  }

  @Test func `the opposite order disagrees fully`() throws {
    let agreement = try #require(try Self.agreement([1, 2, 3, 4], [4, 3, 2, 1]))
    #expect(abs(agreement.rankCorrelation + 1) < 1e-12 && !agreement.sameFirst)
  }

  @Test func `equal values share their rank`() throws {
    // scipy.stats.spearmanr([1, 2, 2, 4], [1, 3, 2, 4]) = 0.9486832980505138
    let agreement = try #require(try Self.agreement([1, 2, 2, 4], [1, 3, 2, 4]))
    #expect(abs(agreement.rankCorrelation - 0.9486832980505138) < 1e-12)
  }

  @Test func `a full grid goes on while no frame waits, and stops when its time is used up`() async {
    let steps = Mutex(0)
    let road = await TestRoad(
      encoder: FakeEncoder(grid: { () throws(FakeEncoder.Broken) in
        steps.withLock { count in
          count += 1
          return count < 7 ? .advanced : .idle
        }
      }))
    var events = road.hub.subscribe().makeAsyncIterator()
    _ = await road.analyse(40, &events)
    await road.stop()
    #expect(steps.withLock { $0 } == 7)
  }

  @Test func `a full grid that fails is counted, and frames go on`() async throws {
    let road = await TestRoad(encoder: FakeEncoder(grid: { () throws(FakeEncoder.Broken) in throw FakeEncoder.Broken() }))
    var events = road.hub.subscribe().makeAsyncIterator()
    for _ in 0..<3 { #expect(await road.analyse(40, &events)?.findings.isEmpty == false) }
    await road.stop()
    #expect(road.grids.figures.failures == 3 && road.grids.figures.grids == 0)
  }

  @Test func `too few conditions or a refusal compare with nothing`() throws {
    #expect(try Self.agreement([1, 2], [1, 2]) == nil)
    #expect(try Self.agreement([], [1, 2, 3]) == nil)
  }
}
