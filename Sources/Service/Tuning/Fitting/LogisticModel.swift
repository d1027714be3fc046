import Foundation

/// Weights and an intercept: a logit that is linear in a vector.
public struct LogisticModel: Sendable, Hashable, Codable {
  public let weights: [Double]
  public let intercept: Double

  /// - Parameters:
  ///   - weights: one for each number of a vector.
  ///   - intercept: the logit of a vector of zeros.
  public init(weights: [Double], intercept: Double) {
    self.weights = weights
    self.intercept = intercept
  }

  /// - Parameter vector: of as many numbers as there are weights.
  /// - Returns: any number.
  public func logit(_ vector: [Float]) -> Double {
    var sum = intercept
    for place in weights.indices { sum += weights[place] * Double(vector[place]) }
    return sum
  }

  /// - Parameter vector: of as many numbers as there are weights.
  /// - Returns: 0…1.
  public func probability(_ vector: [Float]) -> Double { Self.logistic(logit(vector)) }

  static func logistic(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }

  /// log(1 + e^x) without overflow.
  static func softplus(_ logit: Double) -> Double { max(logit, 0) + log1p(exp(-abs(logit))) }
}
