public import Vocabulary

/// What was fitted to one condition on this encoder's vectors: it scores the condition in place of the pack's wordings.
public struct TrainedHead: Sendable, Hashable {
  public let condition: ConditionIdentifier
  /// One for each number of a vector.
  public let weights: [Double]
  public let intercept: Double
  /// From evidence to probability; `nil` where none is proven.
  public let curve: PlattCurve?
  /// Which head and version it belongs to.
  public let reference: HeadReference

  /// - Parameters:
  ///   - condition: which.
  ///   - weights: one for each number of a vector.
  ///   - intercept: the evidence of a vector of zeros.
  ///   - curve: from evidence to probability; `nil` where none is proven.
  ///   - reference: which head and version.
  public init(
    condition: ConditionIdentifier, weights: [Double], intercept: Double, curve: PlattCurve?, reference: HeadReference
  ) {
    self.condition = condition
    self.weights = weights
    self.intercept = intercept
    self.curve = curve
    self.reference = reference
  }

  /// The logit that one vector gives.
  ///
  /// - Parameter vector: of as many numbers as there are weights.
  /// - Returns: any number; 0 is even odds among what was learned from.
  public func evidence(_ vector: [Float]) -> Double { evidence(vector[...]) }

  func evidence(_ vector: ArraySlice<Float>) -> Double {
    var sum = intercept
    for (weight, value) in zip(weights, vector) { sum += weight * Double(value) }
    return sum
  }
}
