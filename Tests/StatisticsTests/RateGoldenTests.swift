import Foundation
import Statistics
import Testing

/// Every value of `Tools/golden/rates.py` against ours.
@Suite struct `Rates and thresholds against scipy and scikit-learn` {
  private struct Golden: Decodable {
    struct Rate: Decodable {
      let events: Int
      let time, confidence: Double
      let interval: [Double]
    }
    struct Point: Decodable {
      let scores: [Double]
      let truth: [Bool]
      let wanted, threshold: Double
    }
    let rates: [Rate]
    let thresholds: [Point]
  }

  private let golden: Golden

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/statistics/rates.json")
    golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
  }

  @Test func `exact limits of rates to 1e-9`() throws {
    #expect(golden.rates.count == 48)
    for item in golden.rates {
      let rate = try #require(EventRate(item.events, over: item.time))
      let found = rate.interval(confidence: item.confidence)
      for (ours, theirs) in zip(found.ends, item.interval) {
        #expect(abs(ours - theirs) <= 1e-9 * max(1, theirs), "\(item.events) in \(item.time): \(ours), not \(theirs)")
      }
      #expect(found.contains(rate.value))
    }
  }

  @Test func `thresholds by sensitivity are the ROC curve's own`() {
    #expect(golden.thresholds.count == 40)
    for item in golden.thresholds {
      #expect(SensitivityThreshold.value(for: item.wanted, item.scores, positives: item.truth) == item.threshold)
    }
  }

  @Test func `there is no rate without time, and no threshold without a case`() {
    #expect(EventRate(3, over: 0) == nil && EventRate(3, over: .infinity) == nil)
    #expect(SensitivityThreshold.value(for: 0.9, [0.4, 0.2], positives: [false, false]) == nil)
    #expect(SensitivityThreshold.value(for: 0, [0.4], positives: [true]) == nil)
  }
}
