import Foundation
import Statistics
import Testing

/// Every value of the golden file against ours, to 1e-9.
@Suite struct `Statistics against scikit-learn, scipy and statsmodels` {
  private let golden: GoldenStatistics

  init() throws { golden = try GoldenStatistics.read() }

  @Test func `areas, DeLong's variance and his paired test`() throws {
    for item in golden.cases {
      #expect(near(AreaUnderCurve.of(item.first, positives: item.truth, weights: nil), item.auc))
      let area = try #require(DeLongArea(item.first, positives: item.truth))
      #expect(near(area.area, item.delong.area) && near(area.variance, item.delong.variance))
      #expect(near(area.interval(), item.delong.interval))
      let pair = try #require(DeLongComparison(item.first, item.second, positives: item.truth))
      #expect(near(pair.difference, item.delong.difference) && near(pair.variance, item.delong.difference_variance))
      #expect(near(pair.z, item.delong.z) && near(pair.chance, item.delong.chance))
      #expect(near(pair.interval(), item.delong.difference_interval))
    }
  }

  @Test func `intervals by resampled groups, and of paired differences`() {
    for item in golden.cases {
      let bootstrap = GroupBootstrap(groups: item.groups, draws: item.bootstrap.draws, seed: item.bootstrap.seed)
      let (first, second) = (
        OrderedScores(item.first, positives: item.truth), OrderedScores(item.second, positives: item.truth)
      )
      #expect(near(bootstrap.interval(of: first.area), item.bootstrap.interval))
      #expect(near(bootstrap.difference(of: first.area, and: second.area), item.bootstrap.difference_interval))
    }
  }

  @Test func `reliability and Brier score`() {
    for item in golden.cases {
      #expect(near(BrierScore.of(item.probabilities, positives: item.truth), item.brier))
      for expected in item.reliability {
        let found = Reliability(probabilities: item.probabilities, positives: item.truth, binCount: expected.bins)
        #expect(found.bins.map(\.observed.count) == expected.counts)
        let filled = found.bins.filter { $0.observed.count > 0 }
        #expect(filled.count == expected.means.count)
        #expect(zip(filled, expected.means).allSatisfy { near($0.meanProbability, $1) })
        #expect(zip(filled, expected.shares).allSatisfy { near($0.observed.value, $1) })
        #expect(near(found.expectedCalibrationError, expected.expected_error))
        #expect(near(found.maximumCalibrationError, expected.largest_error))
      }
    }
  }

  @Test func `calibration slope and intercept with intervals`() throws {
    for item in golden.cases {
      let fit = try #require(LogisticCalibration(probabilities: item.probabilities, positives: item.truth))
      let expected = item.calibration
      #expect(near(fit.slope, expected.slope) && near(fit.intercept, expected.intercept))
      #expect(near(fit.slopeError, expected.slope_error) && near(fit.interceptError, expected.intercept_error))
      #expect(near(fit.slopeInterval(), expected.slope_interval) && near(fit.interceptInterval(), expected.intercept_interval))
      let large = try #require(CalibrationInTheLarge(probabilities: item.probabilities, positives: item.truth))
      #expect(near(large.intercept, expected.large) && near(large.standardError, expected.large_error))
      #expect(near(large.interval(), expected.large_interval))
    }
  }

  @Test func `what a threshold does, and what its answers are worth at a prevalence`() throws {
    for item in golden.cases {
      let table = DecisionTable(item.first, positives: item.truth, threshold: item.threshold)
      #expect([table.truePositives, table.falsePositives, table.trueNegatives, table.falseNegatives] == item.table)
    }
    for expected in golden.cases.flatMap(\.predictive) + golden.predictive_edges {
      let counts = expected.counts
      let table = DecisionTable(
        truePositives: counts[0], falsePositives: counts[1], trueNegatives: counts[2], falseNegatives: counts[3])
      let found = try #require(PredictiveValues(table, prevalence: expected.prevalence))
      #expect(near(found.positive, expected.positive) && near(found.negative, expected.negative))
      #expect(near(found.positiveInterval, expected.positive_interval))
      #expect(near(found.negativeInterval, expected.negative_interval))
    }
  }

  @Test func `Wilson's interval`() {
    for row in golden.wilson {
      #expect(near(Proportion(row.successes, of: row.count).wilson(confidence: row.confidence), row.interval))
    }
  }

  @Test func `kappa, plain and weighted, with its error`() throws {
    for row in golden.kappa {
      for (weighting, expected) in [(CohenKappa.Weighting.equal, row.equal), (.linear, row.linear), (.quadratic, row.quadratic)] {
        let found = try #require(CohenKappa(row.first, row.second, categoryCount: row.categories, weighting: weighting))
        #expect(near(found.value, expected.value) && near(found.standardError, expected.error))
        #expect(near(found.interval(), expected.interval))
      }
    }
  }

  @Test func `rank correlation and its chance`() throws {
    for item in golden.cases {
      let found = try #require(SpearmanCorrelation(item.first, item.second))
      #expect(near(found.value, item.spearman.value) && near(found.chance, item.spearman.chance))
    }
  }

  @Test func `the normal distribution and its quantiles`() {
    for row in golden.quantiles {
      #expect(near(NormalDistribution.quantile(row.share), row.bound))
      #expect(near(NormalDistribution.cumulative(row.bound), row.chance))
    }
  }

  @Test func `a golden that is off by a millionth would be seen`() {
    #expect(!near(1.000001, 1))
    #expect(!near(ConfidenceInterval(low: 0, high: 1.000001), [0, 1]))
    #expect(!near(nil, 1))
  }

  /// Equal to 1e-9 of the larger of 1 and the value.
  private func near(_ found: Double?, _ expected: Double?) -> Bool {
    guard let found, let expected else { return found == nil && expected == nil }
    return abs(found - expected) <= 1e-9 * max(1, abs(expected))
  }

  private func near(_ found: ConfidenceInterval?, _ expected: [Double]) -> Bool {
    near(found?.low, expected[0]) && near(found?.high, expected[1])
  }
}
