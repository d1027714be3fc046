import Foundation

/// One layer of a transformer in plain loops of Double, its weights rounded to what the stored types hold.
struct PlainLayer {
  let width: Int
  let innerWidth: Int
  let heads: Int
  var norms: [[Float]] = []
  var matrices: [[Float]] = []
  var biases: [[Float]] = []
  static let epsilon = 1e-6

  /// - Parameter every: tokens from one whose numbers are given to the next; what the rest become takes longest.
  func run(_ states: [Float], sequences: Int, every: Int = 1) -> [Double] {
    let x = states.map(Double.init)
    let count = x.count / width
    let normal = norm(x, 0)
    let (query, key, value) = (linear(normal, 0, width), linear(normal, 1, width), linear(normal, 2, width))
    let mixed = linear(attend(query, key, value, count, sequences), 3, width)
    let all = zip(x, mixed).map { $0 + $1 }
    let y = stride(from: 0, to: count, by: every).flatMap { all[($0 * width)..<(($0 + 1) * width)] }
    let wide = linear(norm(y, 2), 4, width).map { value in
      0.5 * value * (1 + tanh((2 / Double.pi).squareRoot() * (value + 0.044715 * value * value * value)))
    }
    return zip(y, linear(wide, 5, innerWidth)).map { $0 + $1 }
  }

  private func norm(_ x: [Double], _ number: Int) -> [Double] {
    stride(from: 0, to: x.count, by: width).flatMap { start in
      let row = x[start..<(start + width)]
      let mean = row.reduce(0, +) / Double(width)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      return row.enumerated().map { place, value in
        (value - mean) / (variance + Self.epsilon).squareRoot() * Double(norms[number][place]) + Double(norms[number + 1][place])
      }
    }
  }

  private func linear(_ x: [Double], _ number: Int, _ inputs: Int) -> [Double] {
    let (matrix, bias) = (matrices[number], biases[number])
    return stride(from: 0, to: x.count, by: inputs).flatMap { start in
      bias.indices.map { output in
        (0..<inputs).reduce(Double(bias[output])) { $0 + x[start + $1] * Double(matrix[output * inputs + $1]) }
      }
    }
  }

  private func attend(_ query: [Double], _ key: [Double], _ value: [Double], _ count: Int, _ sequences: Int) -> [Double] {
    let (depth, tokens) = (width / heads, count / sequences)
    var mixed = [Double](repeating: 0, count: count * width)
    for head in 0..<heads {
      for token in 0..<count {
        let others = (token / tokens * tokens)..<((token / tokens + 1) * tokens)
        func place(_ token: Int) -> Int { token * width + head * depth }
        let scores = others.map { other in
          (0..<depth).reduce(0) { $0 + query[place(token) + $1] * key[place(other) + $1] } / Double(depth).squareRoot()
        }
        let top = scores.max() ?? 0
        let shares = scores.map { exp($0 - top) }
        let sum = shares.reduce(0, +)
        for (other, share) in zip(others, shares) {
          for number in 0..<depth { mixed[place(token) + number] += share / sum * value[place(other) + number] }
        }
      }
    }
    return mixed
  }
}
