import Detection
import Tuning
import Vocabulary

/// What the pack's wordings, with the calibration that ships, say of vectors: the "before" of a head's figures.
struct PriorScorer: Sendable {
  let detector: Detector
  let conditions: [ConditionIdentifier]

  /// - Parameter specialty: made ready without heads; conditions that the encoder does not know have no score.
  init(_ specialty: Specialty) {
    detector = specialty.detector
    conditions = specialty.detector.pack.conditions.map(\.id)
  }

  /// - Parameters:
  ///   - vectors: of one example.
  ///   - deductions: what is taken off the evidence of each.
  /// - Returns: by condition the highest over the vectors.
  func scores(_ vectors: [[Float]], deductions: [Double]) throws -> [ConditionIdentifier: PriorScore] {
    var found: [ConditionIdentifier: PriorScore] = [:]
    for condition in conditions {
      var best: (evidence: Double, vector: Int)?
      for (index, vector) in vectors.enumerated() {
        guard let score = try detector.score(vector, of: condition) else { continue }
        let evidence = score.evidence - deductions[index]
        if evidence > best?.evidence ?? -.infinity { best = (evidence, index) }
      }
      guard let best else { continue }
      found[condition] = PriorScore(
        evidence: best.evidence, probability: detector.probability(of: condition, evidence: best.evidence))
    }
    return found
  }
}
