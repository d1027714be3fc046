internal import Resampling

/// Resizes one plane of bytes a row of output at a time: first down the columns, where neighbours lie side by side, then along
/// the row.
struct PlaneResampler {
  let across: ResampleAxis
  let down: ResampleAxis
  /// Interleaved values of one pixel: 3 for RGB, 1 for a plane.
  let channels: Int
  /// Where the plane starts in its picture's bytes.
  let offset: Int
  /// Bytes of one row.
  let rowByteCount: Int
  private let windows: WindowWeights
  /// The sums of the columns, and after them zeros that the windows' padding reads.
  private var column: [Float]

  init(across: ResampleAxis, down: ResampleAxis, channels: Int, offset: Int, rowByteCount: Int) {
    self.across = across
    self.down = down
    self.channels = channels
    self.offset = offset
    self.rowByteCount = rowByteCount
    let base = across.range.lowerBound
    windows = WindowWeights(starts: across.starts.map { $0 - base }, weights: across.weights, tapCount: across.tapCount)
    column = [Float](repeating: 0, count: across.range.count * channels + windows.padding)
  }

  /// Output row `y` as numbers on the input's scale. `result` has `across.starts.count × channels` places.
  mutating func row(_ y: Int, of bytes: borrowing Span<UInt8>, into result: inout [Float]) {
    let firstByte = offset + across.range.lowerBound * channels
    let width = across.range.count * channels
    for place in 0..<width { column[place] = 0 }
    for tap in 0..<down.tapCount {
      let weight = down.weights[y * down.tapCount + tap]
      if weight == 0 { continue }
      let start = firstByte + (down.starts[y] + tap) * rowByteCount
      RowArithmetic.add(bytes.extracting(start..<(start + width)), times: weight, to: &column)
    }
    if channels == 1 { windows.gather(column, into: &result) } else { gatherInterleaved(into: &result) }
  }

  private func gatherInterleaved(into result: inout [Float]) {
    let base = across.range.lowerBound
    for x in across.starts.indices {
      var place = (across.starts[x] - base) * 3
      var (red, green, blue) = (Float(0), Float(0), Float(0))
      for tap in 0..<across.tapCount {
        let weight = across.weights[x * across.tapCount + tap]
        red += weight * column[place]
        green += weight * column[place + 1]
        blue += weight * column[place + 2]
        place += 3
      }
      (result[3 * x], result[3 * x + 1], result[3 * x + 2]) = (red, green, blue)
    }
  }
}
