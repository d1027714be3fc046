/// How one row was turned into bytes, and how far they are from it.
struct RowBound: Sendable {
  /// A byte's worth.
  let scale: Float
  /// Length of what the bytes say.
  let length: Float
  /// Length of the difference between the row and its bytes.
  let error: Float

  init(quantising row: ArraySlice<Float>, into bytes: inout [Int8]) {
    let largest = row.reduce(0) { max($0, abs($1)) }
    scale = largest > 0 ? largest / 127 : 1
    var (squares, errors): (Float, Float) = (0, 0)
    for value in row {
      let byte = (value / scale).rounded()
      let meant = byte * scale
      bytes.append(Int8(max(-127, min(127, byte))))
      squares += meant * meant
      errors += (value - meant) * (value - meant)
    }
    length = squares.squareRoot()
    error = errors.squareRoot()
  }

  /// The product that the bytes say, and how far the true one can be from it. A hundred-thousandth more allows for rounding.
  func score(of sum: Int32, _ query: QueryWords) -> (score: Float, error: Float) {
    (Float(sum) * scale * query.scale, error * query.length + length * query.error + 1e-5)
  }
}
