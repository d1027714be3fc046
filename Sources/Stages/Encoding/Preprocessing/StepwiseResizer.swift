/// Resizes along one axis, rounds to bytes, then along the other: the order and the rounding that a cubic's overshoot depends on.
///
/// Slower than one pass and exact to the reference where a kernel has negative lobes.
///
/// - Source: Pillow's `ImagingResample`: rows first with eight bits between, but columns first where the width grows and the
///   height shrinks (observed in Pillow 13, `Tools/golden/resize.py`).
struct StepwiseResizer {
  let across: ResampleAxis
  let down: ResampleAxis

  /// RGB `bytes` of `width × height` pixels → rows of `across.starts.count` RGB pixels.
  func resize(_ bytes: [UInt8], width: Int, height: Int, write: (_ y: Int, _ rgb: [Float]) -> Void) {
    let rowByteCount = across.starts.count * 3
    let result =
      across.starts.count > width && down.starts.count < height
      ? alongRows(alongColumns(bytes, rowByteCount: width * 3), rowByteCount: width * 3)
      : alongColumns(alongRows(bytes, rowByteCount: width * 3), rowByteCount: rowByteCount)
    for y in down.starts.indices { write(y, result[(y * rowByteCount)..<((y + 1) * rowByteCount)].map(Float.init)) }
  }

  private func alongRows(_ bytes: [UInt8], rowByteCount: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / rowByteCount * across.starts.count * 3)
    for row in stride(from: 0, to: bytes.count, by: rowByteCount) {
      for x in across.starts.indices {
        for channel in 0..<3 {
          var sum: Float = 0
          for tap in 0..<across.tapCount {
            sum += across.weights[x * across.tapCount + tap] * Float(bytes[row + (across.starts[x] + tap) * 3 + channel])
          }
          result.append(Self.byte(sum))
        }
      }
    }
    return result
  }

  private func alongColumns(_ bytes: [UInt8], rowByteCount: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(down.starts.count * rowByteCount)
    var sums = [Float](repeating: 0, count: rowByteCount)
    for y in down.starts.indices {
      for place in 0..<rowByteCount { sums[place] = 0 }
      for tap in 0..<down.tapCount {
        let (weight, start) = (down.weights[y * down.tapCount + tap], (down.starts[y] + tap) * rowByteCount)
        for place in 0..<rowByteCount { sums[place] += weight * Float(bytes[start + place]) }
      }
      result += sums.map(Self.byte)
    }
    return result
  }

  private static func byte(_ value: Float) -> UInt8 { UInt8(min(max(value + 0.5, 0), 255)) }
}
