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
  static func unitGrid(_ values: consuming [Float], width: Int, output: String) throws(EncodingError) -> [Float] {
    for start in stride(from: 0, to: values.count, by: width) {
      let row = start..<(start + width)
      let squares = sumOfSquares(values.span.extracting(row))
      guard squares.isFinite, squares > 0 else { throw .degenerateVector(output: output) }
      let scale = Float(1 / squares.squareRoot())
      var span = values.mutableSpan
      for place in row { span[place] *= scale }
    }
    return values
  }

  /// In double precision, in eight sums at a time: one alone would wait for itself.
  private static func sumOfSquares(_ row: Span<Float>) -> Double {
    var sums = SIMD8<Double>(repeating: 0)
    let whole = row.count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
      var eight = SIMD8<Float>()
      for lane in 0..<8 { eight[lane] = row[start + lane] }
      let wide = SIMD8<Double>(eight)
      sums += wide * wide
    }
    var sum = sums.sum()
    for place in whole..<row.count { sum += Double(row[place]) * Double(row[place]) }
    return sum
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
