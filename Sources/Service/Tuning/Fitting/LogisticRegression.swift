/// Logistic regression of one condition against the rest, with an L2 penalty on the weights and none on the intercept:
/// ½‖w‖² + C Σ sᵢ (log(1 + e^zᵢ) − tᵢ zᵢ), where sᵢ weighs a row and tᵢ, 0…1, is how far it shows the condition.
///
/// The optimum is unique; it is found by Newton's method whose linear systems are solved by preconditioned conjugate gradients, each step
/// shortened until it descends. Nothing is drawn at random: the same rows give the same numbers.
///
/// - Source: the objective is scikit-learn's `LogisticRegression`; the method Nocedal and Wright, "Numerical optimization", 2nd edition,
///   2006, algorithm 7.1 (line search Newton-CG) with Jacobi's preconditioner.
public struct LogisticRegression: Sendable {
  /// The inverse strength of the penalty, more than 0.
  public let inversePenalty: Double
  /// What the largest part of the gradient must fall below.
  public let tolerance: Double

  /// - Parameters:
  ///   - inversePenalty: scikit-learn's C, more than 0.
  ///   - tolerance: the largest part of the gradient at the optimum.
  public init(inversePenalty: Double, tolerance: Double = 1e-10) {
    self.inversePenalty = inversePenalty
    self.tolerance = tolerance
  }

  /// Finds the optimum.
  ///
  /// - Parameters:
  ///   - matrix: a row for each vector, scaled.
  ///   - targets: 0…1, one a row.
  ///   - weights: how much each row counts, 0 or more.
  ///   - start: where to begin; zero if `nil`. It changes how long it takes, not what is found.
  /// - Returns: the model in the matrix's space.
  /// - Throws: ``TuningError/notConverged(gradient:)``.
  public func fit(
    _ matrix: DesignMatrix, targets: [Double], weights: [Double], start: LogisticModel? = nil
  ) throws(TuningError) -> LogisticModel {
    let objective = LogisticObjective(matrix: matrix, targets: targets, weights: weights, inversePenalty: inversePenalty)
    var point = objective.point(start ?? LogisticModel(weights: [Double](repeating: 0, count: matrix.columns), intercept: 0))
    for _ in 0..<200 {
      let slope = objective.gradient(at: point)
      guard slope.largest > tolerance else { return objective.model(point) }
      let direction = objective.newtonDirection(at: point, gradient: slope)
      guard let next = objective.descend(from: point, along: direction, gradient: slope) else {
        // What is left is rounding: the value cannot fall any more in double precision.
        guard slope.largest <= 1e-7 * max(1, objective.scale) else { throw .notConverged(gradient: slope.largest) }
        return objective.model(point)
      }
      point = next
    }
    throw .notConverged(gradient: objective.gradient(at: point).largest)
  }
}
