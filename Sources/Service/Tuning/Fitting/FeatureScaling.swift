/// Brings the numbers of a vector to mean 0 and standard deviation 1 over the vectors that are learned from.
///
/// The standard deviation is that of the population (divided by the sum of weights); a number that never changes is only centred.
/// That is what scikit-learn's `StandardScaler` does.
public struct FeatureScaling: Sendable, Hashable {
  public let means: [Double]
  public let deviations: [Double]

  /// - Parameters:
  ///   - vectors: at least one, of equal length.
  ///   - weights: how much each counts, 0 or more, not all 0.
  public init(_ vectors: [[Float]], weights: [Double]) {
    let width = vectors.first?.count ?? 0
    let total = weights.reduce(0, +)
    var means = [Double](repeating: 0, count: width)
    for (vector, weight) in zip(vectors, weights) { for place in 0..<width { means[place] += weight * Double(vector[place]) } }
    for place in 0..<width { means[place] /= total }
    var squares = [Double](repeating: 0, count: width)
    for (vector, weight) in zip(vectors, weights) {
      for place in 0..<width {
        let difference = Double(vector[place]) - means[place]
        squares[place] += weight * difference * difference
      }
    }
    self.means = means
    deviations = zip(squares, means).map { square, mean in
      let deviation = (square / total).squareRoot()
      // What rounding leaves of a number that never changes is no spread.
      return deviation > 1e-12 * max(1, abs(mean)) ? deviation : 1
    }
  }

  /// A vector in the scaled space.
  ///
  /// - Parameter vector: of as many numbers as those it was made from.
  /// - Returns: each less its mean, divided by its deviation.
  public func applied(to vector: [Float]) -> [Double] {
    vector.indices.map { (Double(vector[$0]) - means[$0]) / deviations[$0] }
  }

  /// Weights of the scaled space as weights of the raw one, so that a head needs no scaling of its own.
  ///
  /// - Parameter model: fitted on scaled vectors.
  /// - Returns: the model that gives the same logits on raw vectors.
  public func folded(_ model: LogisticModel) -> LogisticModel {
    let weights = zip(model.weights, deviations).map { $0 / $1 }
    let shift = zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 }
    return LogisticModel(weights: weights, intercept: model.intercept - shift)
  }
}
