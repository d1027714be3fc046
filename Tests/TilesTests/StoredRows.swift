import Tiles

/// A matrix as a checkpoint stores it, and the numbers that it then holds.
struct StoredRows {
  let bytes: [UInt8]
  /// Empty but for int8.
  let scales: [Float]
  let values: [Float]

  init(_ numbers: [Float], _ columns: Int, _ storage: TileLayer.Storage) {
    switch storage {
    case .f32: self.init(numbers.flatMap { Self.bytes($0.bitPattern) }, numbers)
    case .f16:
      let halves = numbers.map(Float16.init)
      self.init(halves.flatMap { Self.bytes($0.bitPattern) }, halves.map(Float.init))
    case .bf16:
      let upper = numbers.map { UInt16($0.bitPattern >> 16) }
      self.init(upper.flatMap(Self.bytes), upper.map { Float(bitPattern: UInt32($0) << 16) })
    case .i8:
      let scales = stride(from: 0, to: numbers.count, by: columns).map { start in
        (numbers[start..<(start + columns)].map(abs).max() ?? 0) / 127
      }
      let rows = numbers.enumerated().map { Int8(($1 / scales[$0 / columns]).rounded()) }
      self.init(rows.map { UInt8(bitPattern: $0) }, rows.enumerated().map { Float($1) * scales[$0 / columns] }, scales: scales)
    }
  }

  private init(_ bytes: [UInt8], _ values: [Float], scales: [Float] = []) {
    (self.bytes, self.scales, self.values) = (bytes, scales, values)
  }

  private static func bytes(_ bits: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    (0..<(bits.bitWidth / 8)).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
  }
}
