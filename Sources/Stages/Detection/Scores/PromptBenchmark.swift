/// The product of one vector with many prompts as the detector computes it, for measuring.
///
/// - Threading: a value; callable from any thread.
public struct PromptBenchmark: Sendable {
  private let matrix: DirectionMatrix

  /// - Parameter vectors: one for each prompt, all of the length `dimension`.
  /// - Parameter dimension: numbers of a vector.
  public init(_ vectors: [[Float]], dimension: Int) { matrix = DirectionMatrix(vectors, dimension: dimension) }

  /// The product of each prompt with `vector`, and how long that took.
  ///
  /// - Parameter vector: of as many numbers as a prompt.
  /// - Returns: milliseconds, and a product for each prompt in order.
  public func score(_ vector: [Float]) -> (milliseconds: Double, products: [Float]) {
    let start = ContinuousClock.now
    let products = matrix.product(vector[...])
    let took = ContinuousClock.now - start
    return (Double(took.components.seconds) * 1000 + Double(took.components.attoseconds) / 1e15, products)
  }
}
