import Testing

@testable import Tuning

@Suite struct LogisticRegressionTests {
  @Test(arguments: GoldenLogistic.read.cases)
  func `every coefficient and probability is scikit-learn's to 1e-6`(golden: GoldenLogistic.Case) throws {
    let scaling = FeatureScaling(golden.vectors, weights: golden.weights)
    #expect(largest(scaling.means, golden.means) < 1e-9 && largest(scaling.deviations, golden.deviations) < 1e-9)
    let found = try LogisticRegression(inversePenalty: golden.c).fit(
      DesignMatrix(golden.vectors, scaling: scaling), targets: golden.targets, weights: golden.weights)
    #expect(largest(found.weights, golden.coefficients) < 1e-6)
    #expect(abs(found.intercept - golden.intercept) < 1e-6)
    let folded = scaling.folded(found)
    // Dividing by small deviations makes large numbers: the same digits of each.
    let size = golden.folded.reduce(1) { max($0, abs($1)) }
    #expect(largest(folded.weights, golden.folded) < 1e-6 * size)
    #expect(largest(golden.vectors.map(folded.probability), golden.probabilities) < 1e-6)
  }

  @Test func `where the search begins does not change what it finds`() throws {
    let golden = GoldenLogistic.read.cases[0]
    let matrix = DesignMatrix(golden.vectors, scaling: FeatureScaling(golden.vectors, weights: golden.weights))
    let far = LogisticModel(weights: [Double](repeating: 7, count: matrix.columns), intercept: -9)
    let found = try LogisticRegression(inversePenalty: golden.c).fit(
      matrix, targets: golden.targets, weights: golden.weights, start: far)
    #expect(largest(found.weights, golden.coefficients) < 1e-6)
  }

  @Test func `the same rows give the same bits`() throws {
    let golden = GoldenLogistic.read.cases[3]
    let matrix = DesignMatrix(golden.vectors, scaling: FeatureScaling(golden.vectors, weights: golden.weights))
    let regression = LogisticRegression(inversePenalty: golden.c)
    let first = try regression.fit(matrix, targets: golden.targets, weights: golden.weights)
    #expect(try regression.fit(matrix, targets: golden.targets, weights: golden.weights) == first)
  }

  private func largest(_ left: [Double], _ right: [Double]) -> Double {
    left.count == right.count ? zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
  }
}
