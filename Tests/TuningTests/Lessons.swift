import Statistics
import Vocabulary

@testable import Tuning

extension ConditionIdentifier {
  static let melanoma = ConditionIdentifier("melanoma")!
  static let psoriasis = ConditionIdentifier("psoriasis")!
}

/// Made-up examples: vectors of four numbers, of which the first tells the condition as well as `signal` says.
enum Lessons {
  static func examples(
    _ count: Int, groups: Int, signal: Double, seed: UInt64 = 1, before: Double? = nil
  ) -> [TuningExample] {
    var generator = SplitMix64(seed: seed)
    func noise() -> Double { (0..<6).reduce(0.0) { sum, _ in sum + Double(generator.number(below: 1001)) / 1000 - 0.5 } * 1.4 }
    return (0..<count).map { index in
      // All of a group show the same, as pictures of one patient's lesion do.
      let group = index % groups
      let isShown = group % 3 == 0
      let mean = isShown ? signal : -signal
      let vectors = (0..<(1 + index % 2)).map { _ in [Float(mean + noise()), Float(noise()), Float(noise()), Float(noise())] }
      let earlier = before.map { PriorScore(evidence: (isShown ? $0 : -$0) + noise(), probability: nil) }
      return TuningExample(
        name: "example \(index)", vectors: vectors, labels: isShown ? [.melanoma: 1] : [:], group: "g\(group)",
        strata: ["type": index % 2 == 0 ? "1" : "2"], before: earlier.map { [.melanoma: $0] } ?? [:])
    }
  }

  static func fitter() -> HeadFitter {
    var fitter = HeadFitter()
    fitter.draws = 120
    return fitter
  }
}
