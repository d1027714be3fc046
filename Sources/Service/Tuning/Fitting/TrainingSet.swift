import Vocabulary

/// The rows of some examples, scaled, as the fit takes them: one for each vector, those of one example weighing 1 together.
struct TrainingSet {
  let scaling: FeatureScaling
  let matrix: DesignMatrix
  private let weights: [Double]
  /// For each row its example.
  private let owners: [TuningExample]

  init(_ examples: [TuningExample]) {
    var (vectors, weights, owners) = ([[Float]](), [Double](), [TuningExample]())
    for example in examples {
      for vector in example.vectors {
        vectors.append(vector)
        weights.append(1 / Double(example.vectors.count))
        owners.append(example)
      }
    }
    scaling = FeatureScaling(vectors, weights: weights)
    matrix = DesignMatrix(vectors, scaling: scaling)
    self.weights = weights
    self.owners = owners
  }

  /// Whether both what shows the condition and what does not is there.
  func teaches(_ condition: ConditionIdentifier) -> Bool {
    owners.contains { $0.labels[condition] ?? 0 > 0 } && owners.contains { $0.labels[condition] ?? 0 < 1 }
  }

  /// The optimum in the scaled space.
  func fit(
    _ condition: ConditionIdentifier, inversePenalty: Double, tolerance: Double, start: LogisticModel? = nil
  ) throws(TuningError) -> LogisticModel {
    try LogisticRegression(inversePenalty: inversePenalty, tolerance: tolerance).fit(
      matrix, targets: owners.map { $0.labels[condition] ?? 0 }, weights: weights, start: start)
  }

  /// How much all rows weigh.
  var weight: Double { weights.reduce(0, +) }
}
