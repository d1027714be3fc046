/// Resizes along one axis, rounds to bytes, then along the other, in whole numbers, as Pillow does.
///
/// Slower than one pass; needed where the reference rounds in between, which a cubic's overshoot depends on.
///
/// Pillow up to 12 takes rows first always, Pillow 13 columns first for some upright pictures; where the order differs, so
/// do some pixels by one grey level.
///
/// - Source: Pillow's `ImagingResample`: weights with 22 bits after the point, eight bits between the axes, an axis left alone
///   whose size stays; columns first where the width grows and the height shrinks (observed in Pillow 13,
///   `Tools/golden/resize.py`).
struct StepwiseResizer {
  let across: ResampleAxis
  let down: ResampleAxis
  /// Whether columns go first.
  let startsDown: Bool

  /// Bits after the point. `PRECISION_BITS`
  static let fractionBits = 32 - 8 - 2

  /// RGB `bytes` of `width × height` pixels → rows of `across.starts.count` RGB pixels, the first as `line` 0.
  func resize(_ bytes: [UInt8], width: Int, height: Int, write: (_ line: Int, _ rgb: [Float]) -> Void) {
    let rowByteCount = across.starts.count * 3
    let result =
      startsDown
      ? alongRows(alongColumns(bytes, rowByteCount: width * 3), rowByteCount: width * 3)
      : alongColumns(alongRows(bytes, rowByteCount: width * 3), rowByteCount: rowByteCount)
    for line in down.starts.indices { write(line, result[(line * rowByteCount)..<((line + 1) * rowByteCount)].map(Float.init)) }
  }

  private func alongRows(_ bytes: [UInt8], rowByteCount: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / rowByteCount * across.starts.count * 3)
    for row in stride(from: 0, to: bytes.count, by: rowByteCount) {
      for x in across.starts.indices {
        var (red, green, blue) = (Self.half, Self.half, Self.half)
        var place = row + across.starts[x] * 3
        for tap in 0..<across.tapCount {
          let weight = across.fixedWeights[x * across.tapCount + tap]
          red += weight * Int(bytes[place])
          green += weight * Int(bytes[place + 1])
          blue += weight * Int(bytes[place + 2])
          place += 3
        }
        result.append(Self.byte(red))
        result.append(Self.byte(green))
        result.append(Self.byte(blue))
      }
    }
    return result
  }

  private func alongColumns(_ bytes: [UInt8], rowByteCount: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(down.starts.count * rowByteCount)
    var sums = [Int](repeating: 0, count: rowByteCount)
    for y in down.starts.indices {
      for place in 0..<rowByteCount { sums[place] = Self.half }
      for tap in 0..<down.tapCount {
        let (weight, start) = (down.fixedWeights[y * down.tapCount + tap], (down.starts[y] + tap) * rowByteCount)
        if weight == 0 { continue }
        for place in 0..<rowByteCount { sums[place] += weight * Int(bytes[start + place]) }
      }
      for sum in sums { result.append(Self.byte(sum)) }
    }
    return result
  }

  private static let half = 1 << (fractionBits - 1)

  private static func byte(_ sum: Int) -> UInt8 { UInt8(min(max(sum >> fractionBits, 0), 255)) }
}
