internal import Vocabulary

/// Resizes along the rows first, rounds to bytes, then down the columns: the order that a cubic's overshoot depends on.
///
/// Slower than one pass and exact to the reference where a kernel has negative lobes.
///
/// - Source: Pillow's `ImagingResample`, which works in this order with eight bits between.
struct StepwiseResizer {
  let across: ResampleAxis
  let down: ResampleAxis

  /// `bytes` as RGB, `rowByteCount` each row → rows of `across.starts.count` RGB pixels.
  func resize(_ bytes: [UInt8], rowByteCount: Int, write: (_ y: Int, _ rgb: [Float]) -> Void) {
    let narrow = narrowed(bytes, rowByteCount: rowByteCount)
    let width = across.starts.count * 3
    var row = [Float](repeating: 0, count: width)
    for y in down.starts.indices {
      for place in 0..<width { row[place] = 0 }
      for tap in 0..<down.tapCount {
        let weight = down.weights[y * down.tapCount + tap]
        let start = (down.starts[y] + tap - down.range.lowerBound) * width
        for place in 0..<width { row[place] += weight * Float(narrow[start + place]) }
      }
      write(y, row)
    }
  }

  private func narrowed(_ bytes: [UInt8], rowByteCount: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(down.range.count * across.starts.count * 3)
    for line in down.range {
      for x in across.starts.indices {
        for channel in 0..<3 {
          var sum: Float = 0.5
          for tap in 0..<across.tapCount {
            let place = line * rowByteCount + (across.starts[x] + tap) * 3 + channel
            sum += across.weights[x * across.tapCount + tap] * Float(bytes[place])
          }
          result.append(UInt8(min(max(sum, 0), 255)))
        }
      }
    }
    return result
  }
}
