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

  static func unit(_ row: ArraySlice<Float>, output: String) throws(EncodingError) -> [Float] {
    // Summed in double precision: the norm is then right to the last bit of a Float whatever the width.
    let squares = row.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard squares.isFinite, squares > 0 else { throw .degenerateVector(output: output) }
    let scale = 1 / squares.squareRoot()
    return row.map { Float(Double($0) * scale) }
  }
}
