/// Rows of numbers as int8 and one scale each: q = round(w ÷ s), s = max |w| ÷ 127.
///
/// - Source: symmetric per-channel quantisation, Jacob et al. 2018, section 2; rounding to even.
struct QuantisedRows {
  /// int8 as their bits, row by row.
  let bytes: [UInt8]
  /// One for each row.
  let scales: [Float]

  /// `nil` if a number is not finite: it has no int8.
  init?(_ values: [Float], columns: Int) {
    var bytes = [UInt8](repeating: 0, count: values.count)
    var scales: [Float] = []
    let source = values.span
    var target = bytes.mutableSpan
    for start in stride(from: 0, to: values.count, by: columns) {
      let row = start..<(start + columns)
      let largest = Float(bitPattern: Self.largestMagnitude(source.extracting(row)))
      guard largest.isFinite else { return nil }
      let scale = largest / 127
      scales.append(scale)
      Self.round(source, row, times: scale > 0 ? 1 / scale : 0, into: &target)
    }
    (self.bytes, self.scales) = (bytes, scales)
  }

  /// Bits of a positive float are ordered as the float is, and whole numbers may be compared in any order: this vectorises.
  private static func largestMagnitude(_ row: Span<Float>) -> UInt32 {
    var largest: UInt32 = 0
    for place in row.indices { largest = max(largest, row[place].bitPattern & 0x7FFF_FFFF) }
    return largest
  }

  private static func round(
    _ source: Span<Float>, _ row: Range<Int>, times factor: Float, into target: inout MutableSpan<UInt8>
  ) {
    // Added to 1.5 · 2²³, a number up to 2²² ends with its nearest whole number in the low bits, ties to even.
    let magic: Float = 12_582_912
    for place in row { target[place] = UInt8(truncatingIfNeeded: (source[place] * factor + magic).bitPattern) }
  }
}
