/// A query as 16-bit numbers, so large that a row's sum of products still fits 32 bits.
struct QueryWords {
  let words: [Int16]
  let scale: Float
  /// Length of the query.
  let length: Float
  /// Length of the difference between the query and its words.
  let error: Float

  init(_ query: [Float], width: Int) {
    // 127 × width × limit stays below 2³¹.
    let limit = Float(min(32_767, Int(Int32.max) / (127 * width)))
    let largest = query.reduce(0) { max($0, abs($1)) }
    scale = largest > 0 ? largest / limit : 1
    let scale = scale
    words = query.map { Int16(max(-limit, min(limit, ($0 / scale).rounded()))) }
    length = query.reduce(0) { $0 + $1 * $1 }.squareRoot()
    error = zip(query, words).reduce(Float(0)) { sum, pair in
      let difference = pair.0 - Float(pair.1) * scale
      return sum + difference * difference
    }.squareRoot()
  }
}
