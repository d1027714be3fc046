import Foundation
import Statistics
import Testing
import Vocabulary

private func items(_ scores: [Double], _ truth: [Int]) -> [LabelledScore] {
  zip(scores, truth).enumerated().map { LabelledScore(score: $1.0, isPositive: $1.1 == 1, group: "\($0 / 2)") }
}

@Suite struct `Statistics of scores` {
  @Test func `the area counts every pair, ties as half`() {
    // By hand: positives 0.8, 0.5; negatives 0.5, 0.1: pairs 1, 1, 0.5, 1 of 4.
    #expect(AreaUnderCurve.of(items([0.8, 0.5, 0.5, 0.1], [1, 1, 0, 0])) == 0.875)
  }

  @Test func `the area equals the slow count over pairs on random data`() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<200 {
      let data = items(
        (0..<30).map { _ in Double(Int.random(in: 0..<12, using: &generator)) },
        (0..<30).map { _ in Int.random(in: 0...1, using: &generator) })
      let (positives, negatives) = (data.filter(\.isPositive), data.filter { !$0.isPositive })
      guard !positives.isEmpty, !negatives.isEmpty else { continue }
      var wins = 0.0
      for positive in positives {
        for negative in negatives { wins += positive.score > negative.score ? 1 : positive.score == negative.score ? 0.5 : 0 }
      }
      let slow = wins / Double(positives.count * negatives.count)
      #expect(abs((AreaUnderCurve.of(data) ?? -1) - slow) < 1e-12)
    }
  }

  @Test func `without both classes there is no area`() {
    #expect(AreaUnderCurve.of(items([0.1, 0.2], [1, 1])) == nil)
    #expect(AreaUnderCurve.of([]) == nil)
  }

  @Test func `resampling draws whole groups and repeats with its seed`() {
    let bootstrap = GroupBootstrap(groups: ["a", "a", "b", "c"], draws: 300, seed: 9)
    var allWhole = true
    let first = bootstrap.values { weights in
      allWhole = allWhole && weights[0] == weights[1]
      return Double(weights[0])
    }
    #expect(allWhole)
    #expect(first == bootstrap.values { Double($0[0]) })
    #expect(Set(first).count > 1)
  }

  @Test func `the interval of a fair coin's mean covers one half`() {
    var generator = SplitMix64(seed: 2)
    let flips = (0..<400).map { _ in Bool.random(using: &generator) ? 1.0 : 0.0 }
    let draws = GroupBootstrap(groups: (0..<400).map(String.init)).values { weights in
      zip(weights, flips).reduce(0) { $0 + Double($1.0) * $1.1 } / 400
    }
    let interval = ConfidenceInterval(percentilesOf: draws)
    #expect(interval.map { $0.low < 0.5 && $0.high > 0.5 && $0.high - $0.low < 0.12 } == true)
  }

  @Test func `calibration finds the slope and intercept that made the data`() {
    var generator = SplitMix64(seed: 4)
    var (probabilities, truth): ([Double], [Bool]) = ([], [])
    for _ in 0..<40_000 {
      let logit = Double.random(in: -3...3, using: &generator)
      probabilities.append(1 / (1 + exp(-logit)))
      truth.append(Double.random(in: 0..<1, using: &generator) < 1 / (1 + exp(-(0.7 * logit - 0.4))))
    }
    let fit = LogisticCalibration(probabilities: probabilities, positives: truth)
    #expect(abs((fit?.slope ?? 0) - 0.7) < 0.03)
    #expect(abs((fit?.intercept ?? 0) + 0.4) < 0.04)
  }

  @Test func `perfectly separated classes have no calibration`() {
    #expect(LogisticCalibration(probabilities: [0.1, 0.2, 0.8, 0.9], positives: [false, false, true, true]) == nil)
  }

  @Test func `the best threshold keeps equal scores together`() {
    let best = YoudenThreshold(items([0.9, 0.7, 0.7, 0.2], [1, 1, 0, 0]))
    #expect(best?.threshold == 0.9 || best?.threshold == 0.7)
    #expect(best.map { $0.sensitivity + $0.specificity } == 1.5)
  }

  @Test func `an order that names the right part first deletes fast and inserts fast`() throws {
    let good = try #require(FaithfulnessCurve(deleting: [1, 0, 0], inserting: [0, 1, 1]))
    let bad = try #require(FaithfulnessCurve(deleting: [1, 1, 0], inserting: [0, 0, 1]))
    #expect(good.deletion == 0.25 && good.insertion == 0.75)
    #expect(bad.deletion == 0.75 && bad.insertion == 0.25)
    // Scale and offset of the score change nothing.
    let scaled = try #require(FaithfulnessCurve(deleting: [7, 5, 5], inserting: [5, 7, 7]))
    #expect(scaled == good)
    #expect(FaithfulnessCurve(deleting: [1, 1], inserting: [1, 1]) == nil)
  }
}
