/// Arithmetic on vectors that every encoder needs.
enum Vectors {
  /// `values` as rows of `width`, each brought to L2 norm 1.
  ///
  /// - Throws: ``EncodingError/degenerateVector(output:)`` for a row that is not finite or has no length: a failure never
  ///   becomes zeros.
  static func unitRows(_ values: [Float], width: Int, output: String) throws(EncodingError) -> [[Float]] {
    var rows: [[Float]] = []
    for start in stride(from: 0, to: values.count, by: width) {
      rows.append(try unit(values[start..<min(start + width, values.count)], output: output))
    }
    return rows
  }

  /// The same, one row behind the other.
  static func unitGrid(_ values: [Float], width: Int, output: String) throws(EncodingError) -> [Float] {
    var result = values
    for start in stride(from: 0, to: values.count, by: width) {
      var squares = 0.0
      for place in start..<(start + width) { squares += Double(values[place]) * Double(values[place]) }
      guard squares.isFinite, squares > 0 else { throw .degenerateVector(output: output) }
      let scale = Float(1 / squares.squareRoot())
      for place in start..<(start + width) { result[place] *= scale }
    }
    return result
  }

  /// The mean of `values` as rows of `width`, at L2 norm 1, and all of them scaled by the same number, so that the mean of the grid
  /// is that vector: a row's share in the mean is kept.
  ///
  /// - Source: class activation maps, Zhou et al. 2016: behind a global mean, what a place gives to the score is its own product.
  /// - Throws: ``EncodingError/degenerateVector(output:)`` if the mean is not finite or has no length.
  static func meanAndGrid(
    _ values: [Float], width: Int, output: String
  ) throws(EncodingError) -> (vector: [Float], grid: [Float]) {
    var sum = [Double](repeating: 0, count: width)
    for start in stride(from: 0, to: values.count, by: width) {
      for place in 0..<width { sum[place] += Double(values[start + place]) }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length.isFinite, length > 0 else { throw .degenerateVector(output: output) }
    let scale = Float(Double(max(1, values.count / width)) / length)
    return (sum.map { Float($0 / length) }, values.map { $0 * scale })
  }

  static func unit(_ row: ArraySlice<Float>, output: String) throws(EncodingError) -> [Float] {
    // Summed in double precision: the norm is then right to the last bit of a Float whatever the width.
    let squares = row.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard squares.isFinite, squares > 0 else { throw .degenerateVector(output: output) }
    let scale = 1 / squares.squareRoot()
    return row.map { Float(Double($0) * scale) }
  }
}
