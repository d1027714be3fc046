/// The penalised loss of logistic regression over one matrix: its value, gradient and Newton directions.
struct LogisticObjective {
  /// Weights in blocks, and the intercept.
  struct Vector {
    var weights: [SIMD8<Double>]
    var intercept: Double

    /// The largest part, without its sign.
    var largest: Double {
      weights.reduce(abs(intercept)) { found, block in
        max(found, block.max(), -block.min())
      }
    }

    func dot(_ other: Vector) -> Double {
      var sum = intercept * other.intercept
      for place in weights.indices { sum += (weights[place] * other.weights[place]).sum() }
      return sum
    }

    /// Adds a multiple of another.
    mutating func add(_ other: Vector, times factor: Double) {
      for place in weights.indices { weights[place] += other.weights[place] * factor }
      intercept += other.intercept * factor
    }
  }

  /// Where the search stands, with the logits there.
  struct Point {
    var place: Vector
    var logits: [Double]
    var value: Double
  }

  let matrix: DesignMatrix
  let targets: [Double]
  let weights: [Double]
  let inversePenalty: Double

  /// How large the loss's part of the gradient can be.
  var scale: Double { inversePenalty * weights.reduce(0, +) }

  func point(_ model: LogisticModel) -> Point {
    point(Vector(weights: matrix.packed(model.weights), intercept: model.intercept))
  }

  func model(_ point: Point) -> LogisticModel {
    LogisticModel(weights: matrix.unpacked(point.place.weights), intercept: point.place.intercept)
  }

  private func point(_ place: Vector) -> Point {
    let logits = matrix.product(place.weights, offset: place.intercept)
    return Point(place: place, logits: logits, value: value(place, logits))
  }

  private func value(_ place: Vector, _ logits: [Double]) -> Double {
    var loss = 0.0
    for row in logits.indices { loss += weights[row] * (LogisticModel.softplus(logits[row]) - targets[row] * logits[row]) }
    let penalty = place.weights.reduce(0) { $0 + ($1 * $1).sum() }
    return penalty / 2 + inversePenalty * loss
  }

  func gradient(at point: Point) -> Vector {
    var residuals = [Double](repeating: 0, count: matrix.rows)
    for row in residuals.indices {
      residuals[row] = inversePenalty * weights[row] * (LogisticModel.logistic(point.logits[row]) - targets[row])
    }
    var sums = matrix.transposedProduct(residuals)
    for place in sums.indices { sums[place] += point.place.weights[place] }
    return Vector(weights: sums, intercept: residuals.reduce(0, +))
  }

  /// Solves the Newton system as exactly as the gradient deserves.
  func newtonDirection(at point: Point, gradient: Vector) -> Vector {
    let curvatures =
      matrix.rows == 0
      ? []
      : (0..<matrix.rows).map { row -> Double in
        let probability = LogisticModel.logistic(point.logits[row])
        return inversePenalty * weights[row] * probability * (1 - probability)
      }
    let diagonal = Vector(
      weights: matrix.transposedSquares(curvatures).map { $0 + 1 }, intercept: max(curvatures.reduce(0, +), 1e-300))
    var direction = Vector(weights: gradient.weights.map { _ in .zero }, intercept: 0)
    var residual = direction
    residual.add(gradient, times: -1)
    var preconditioned = Self.divided(residual, by: diagonal)
    var search = preconditioned
    var product = residual.dot(preconditioned)
    let norm = gradient.dot(gradient).squareRoot()
    let goal = min(0.1, norm) * norm
    for _ in 0..<(2 * matrix.columns + 50) {
      guard residual.dot(residual).squareRoot() > goal, product > 0 else { break }
      let bent = applyHessian(search, curvatures)
      let curvature = search.dot(bent)
      guard curvature > 0 else { break }
      let step = product / curvature
      direction.add(search, times: step)
      residual.add(bent, times: -step)
      preconditioned = Self.divided(residual, by: diagonal)
      let next = residual.dot(preconditioned)
      var following = preconditioned
      following.add(search, times: next / product)
      (search, product) = (following, next)
    }
    return direction
  }

  private func applyHessian(_ vector: Vector, _ curvatures: [Double]) -> Vector {
    var products = matrix.product(vector.weights, offset: vector.intercept)
    for row in products.indices { products[row] *= curvatures[row] }
    var sums = matrix.transposedProduct(products)
    for place in sums.indices { sums[place] += vector.weights[place] }
    return Vector(weights: sums, intercept: products.reduce(0, +))
  }

  private static func divided(_ vector: Vector, by diagonal: Vector) -> Vector {
    Vector(weights: zip(vector.weights, diagonal.weights).map { $0 / $1 }, intercept: vector.intercept / diagonal.intercept)
  }

  /// The longest of the halved steps that descends enough; `nil` where none does.
  func descend(from start: Point, along direction: Vector, gradient: Vector) -> Point? {
    let slope = gradient.dot(direction)
    guard slope < 0 else { return nil }
    var length = 1.0
    for _ in 0..<40 {
      var place = start.place
      place.add(direction, times: length)
      let next = point(place)
      // Near the optimum the value's rounding is larger than its fall.
      if next.value <= start.value + 1e-4 * length * slope + 1e-14 * abs(start.value), self.gradient(at: next).largest.isFinite {
        return next
      }
      length /= 2
    }
    return nil
  }
}
