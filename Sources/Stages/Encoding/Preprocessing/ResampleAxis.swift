/// Along one axis: which input pixels make each output pixel, and with which weights.
struct ResampleAxis: Sendable {
  /// First input pixel of each output pixel.
  let starts: [Int]
  /// Weights of each output pixel; ``tapCount`` for each, zero where fewer are needed.
  let weights: [Float]
  let tapCount: Int
  /// Input pixels that are read at all.
  let range: Range<Int>

  /// - Parameters:
  ///   - outputCount: pixels to make.
  ///   - inputCount: pixels there are.
  ///   - low, high: the part of the input that becomes the output, in pixels with fractions.
  ///   - antialiased: whether the kernel widens with the reduction, so that no input pixel is skipped.
  init(
    outputCount: Int, inputCount: Int, from low: Double, to high: Double, filter: ResampleFilter, antialiased: Bool = true
  ) {
    let scale = (high - low) / Double(outputCount)
    let widening = antialiased ? max(scale, 1) : 1
    let reach = filter.support * widening
    let tapCount = min(inputCount, Int((2 * reach).rounded(.up)) + 1)
    var starts: [Int] = []
    var weights: [Float] = []
    for output in 0..<outputCount {
      let centre = low + (Double(output) + 0.5) * scale
      let first = min(max(Int((centre - reach + 0.5).rounded(.down)), 0), inputCount - 1)
      let end = min(max(Int((centre + reach + 0.5).rounded(.down)), first + 1), inputCount, first + tapCount)
      let raw = (first..<end).map { filter.weight(at: (Double($0) + 0.5 - centre) / widening) }
      let total = raw.reduce(0, +)
      // The window slides inwards at the end so that all windows have one length; what it gains weighs nothing.
      let start = min(first, inputCount - tapCount)
      let padded = [Double](repeating: 0, count: first - start) + (total == 0 ? raw.map { _ in 1 / Double(raw.count) } : raw.map { $0 / total })
      starts.append(start)
      weights += (padded + [Double](repeating: 0, count: tapCount - padded.count)).map(Float.init)
    }
    self.starts = starts
    self.weights = weights
    self.tapCount = tapCount
    range = (starts.min() ?? 0)..<((starts.max() ?? 0) + tapCount)
  }
}
