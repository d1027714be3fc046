import Foundation

/// What `Tools/golden/statistics.py` wrote.
struct GoldenStatistics: Decodable {
  struct Case: Decodable {
    struct Areas: Decodable {
      let area, variance, difference, difference_variance, z, chance: Double
      let interval, difference_interval: [Double]
    }
    struct Draws: Decodable {
      let draws: Int
      let seed: UInt64
      let interval, difference_interval: [Double]
    }
    struct Bins: Decodable {
      let bins: Int
      let counts: [Int]
      let means, shares: [Double]
      let expected_error, largest_error: Double
    }
    struct Fit: Decodable {
      let slope, intercept, slope_error, intercept_error, large, large_error: Double
      let slope_interval, intercept_interval, large_interval: [Double]
    }
    struct Correlation: Decodable {
      let value, chance: Double
    }
    let truth: [Bool]
    let first, second, probabilities: [Double]
    let groups: [String]
    let auc, brier, threshold: Double
    let delong: Areas
    let bootstrap: Draws
    let reliability: [Bins]
    let calibration: Fit
    let table: [Int]
    let predictive: [Worth]
    let spearman: Correlation
  }
  struct Worth: Decodable {
    let counts: [Int]
    let prevalence: Double
    let positive, negative: Double?
    let positive_interval, negative_interval: [Double]
  }
  struct Share: Decodable {
    let successes, count: Int
    let confidence: Double
    let interval: [Double]
  }
  struct Agreement: Decodable {
    let value, error: Double
    let interval: [Double]
  }
  struct Readers: Decodable {
    let categories: Int
    let first, second: [Int]
    let equal, linear, quadratic: Agreement
  }
  struct Quantile: Decodable {
    let share, bound, chance: Double
  }
  let cases: [Case]
  let wilson: [Share]
  let kappa: [Readers]
  let predictive_edges: [Worth]
  let quantiles: [Quantile]

  static func read() throws -> GoldenStatistics {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/statistics/statistics.json")
    return try JSONDecoder().decode(GoldenStatistics.self, from: Data(contentsOf: file))
  }
}
