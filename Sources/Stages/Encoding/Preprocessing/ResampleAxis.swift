/// Along one axis: which input pixels make each output pixel, and with which weights.
struct ResampleAxis: Sendable {
  /// First input pixel of each output pixel.
  let starts: [Int]
  /// Weights of each output pixel; ``tapCount`` for each, zero where fewer are needed.
  let weights: [Float]
  let tapCount: Int
  /// Input pixels that are read at all.
  let range: Range<Int>
  /// The weights as whole numbers with ``StepwiseResizer/fractionBits`` bits after the point; empty unless asked for.
  let fixedWeights: [Int]
  /// How much of each output pixel comes from the picture; the rest is padding. 1 without padding.
  let coverage: [Float]

  /// - Parameters:
  ///   - outputs: which of the output pixels are wanted, ascending.
  ///   - outputCount: how many there would be in all.
  ///   - inputCount: pixels there are.
  ///   - low, high: the part of the input that becomes the output, in pixels with fractions.
  ///   - padding: pixels of value 0 that are imagined before and after the input.
  ///   - fixed: whether ``fixedWeights`` are wanted.
  ///   - antialiased: whether the kernel widens with the reduction, so that no input pixel is skipped.
  init(
    _ outputs: [Int], of outputCount: Int, inputCount: Int, from low: Double, to high: Double, filter: ResampleFilter,
    antialiased: Bool = true, padding: (before: Int, after: Int) = (0, 0), fixed: Bool = false
  ) {
    let scale = (high - low) / Double(outputCount)
    let widening = antialiased ? max(scale, 1) : 1
    let reach = filter.support * widening
    let tapCount = min(inputCount, Int((2 * reach).rounded(.up)) + 1)
    let limits = -padding.before..<(inputCount + padding.after)
    var starts: [Int] = []
    var weights: [Float] = []
    var fixedWeights: [Int] = []
    starts.reserveCapacity(outputs.count)
    weights.reserveCapacity(outputs.count * tapCount)
    for output in outputs {
      let centre = low + (Double(output) + 0.5) * scale
      let window = Self.window(around: centre, reach, within: limits)
      func raw(_ place: Int) -> Double { filter.weight(at: (Double(place) + 0.5 - centre) / widening) }
      var total = 0.0
      for place in window { total += raw(place) }
      // All windows have one length and lie within the picture; what a window gains by that weighs nothing.
      let start = min(max(window.lowerBound, 0), inputCount - tapCount)
      starts.append(start)
      for place in start..<(start + tapCount) {
        let weight = window.contains(place) ? raw(place) / total : 0
        weights.append(Float(weight))
        if fixed { fixedWeights.append(Self.fixed(weight)) }
      }
    }
    self.fixedWeights = fixedWeights
    self.starts = starts
    self.weights = weights
    self.tapCount = tapCount
    range = (starts.min() ?? 0)..<((starts.max() ?? 0) + tapCount)
    coverage = starts.indices.map { weights[($0 * tapCount)..<(($0 + 1) * tapCount)].reduce(0, +) }
  }

  /// Halves go away from zero. `normalize_coeffs_8bpc`
  private static func fixed(_ weight: Double) -> Int {
    Int((weight * Double(1 << StepwiseResizer.fractionBits)).rounded(.toNearestOrAwayFromZero))
  }

  /// Pixels in reach of `centre`, at least one.
  private static func window(around centre: Double, _ reach: Double, within limits: Range<Int>) -> Range<Int> {
    let first = min(max(Int((centre - reach + 0.5).rounded(.down)), limits.lowerBound), limits.upperBound - 1)
    let end = min(max(Int((centre + reach + 0.5).rounded(.down)), first + 1), limits.upperBound)
    return first..<end
  }
}
