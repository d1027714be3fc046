import Vocabulary

/// Chooses the strength of the penalty by cross-validation that keeps groups together: the smallest mean log loss on what was held out;
/// of two that do as well the stronger penalty.
struct PenaltySearch {
  /// C, from the strongest penalty to the weakest. For numbers of deviation 1 these span heads that hardly move to ones that follow each
  /// example.
  static let grid = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]
  /// Close enough for choosing: the choice does not hang on the last digits.
  static func looseTolerance(_ inversePenalty: Double, _ set: TrainingSet) -> Double {
    1e-6 * max(1, inversePenalty * set.weight)
  }

  private let parts: [(learned: TrainingSet, heldOut: [TuningExample])]

  init(_ examples: [TuningExample], folds: Int) {
    let folds = GroupedFolds(
      groups: examples.map(\.group), classes: examples.map(\.foremost), count: folds, seed: 2)
    parts = (0..<folds.count).compactMap { fold in
      let split = folds.split(fold)
      guard !split.learned.isEmpty, !split.heldOut.isEmpty else { return nil }
      return (TrainingSet(split.learned.map { examples[$0] }), split.heldOut.map { examples[$0] })
    }
  }

  func choose(_ condition: ConditionIdentifier) throws(TuningError) -> Double {
    var losses = [Double](repeating: 0, count: Self.grid.count)
    for part in parts where part.learned.teaches(condition) {
      var model: LogisticModel?
      for (place, strength) in Self.grid.enumerated() {
        let found = try part.learned.fit(
          condition, inversePenalty: strength, tolerance: Self.looseTolerance(strength, part.learned), start: model)
        losses[place] += Self.loss(part.learned.scaling.folded(found), condition, part.heldOut)
        model = found
      }
    }
    var best = 0
    for place in losses.indices where losses[place] < losses[best] * (1 - 1e-9) { best = place }
    return Self.grid[best]
  }

  private static func loss(_ model: LogisticModel, _ condition: ConditionIdentifier, _ examples: [TuningExample]) -> Double {
    var sum = 0.0
    for example in examples {
      let target = example.labels[condition] ?? 0
      for vector in example.vectors {
        let logit = model.logit(vector)
        sum += (LogisticModel.softplus(logit) - target * logit) / Double(example.vectors.count)
      }
    }
    return sum
  }
}
