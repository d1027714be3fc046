import Testing

/// Compares every element of two vectors.
enum Parity {
  static func expect(
    _ actual: [Float], equals expected: [Float], within tolerance: Float, location: SourceLocation = #_sourceLocation
  ) {
    #expect(actual.count == expected.count, sourceLocation: location)
    let difference = largestDifference(actual, expected)
    #expect(difference <= tolerance, "largest difference \(difference)", sourceLocation: location)
  }

  static func largestDifference(_ left: [Float], _ right: [Float]) -> Float {
    zip(left, right).map { abs($0 - $1) }.max() ?? .infinity
  }

  static func length(_ vector: [Float]) -> Double { vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot() }

  static func cosine(_ left: [Float], _ right: [Float]) -> Double {
    func dot(_ a: [Float], _ b: [Float]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
    return dot(left, right) / (dot(left, left) * dot(right, right)).squareRoot()
  }
}
