import Foundation

/// Numbers that spread like a normal distribution, nearly, and fast: the sum of four uniform ones.
struct RandomNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Little-endian bfloat16.
  mutating func bfloats(_ count: Int, centre: Float, deviation: Float) -> Data {
    var bytes = [UInt8](repeating: 0, count: 2 * count)
    // The sum of four uniform numbers of 16 bits has a deviation of 65536 · √(4 ÷ 12).
    let factor = deviation / (65536 * Float(4.0 / 12).squareRoot())
    for place in 0..<count {
      // xorshift64, Marsaglia 2003.
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let sum = Int32(state & 0xFFFF) + Int32(state >> 16 & 0xFFFF) + Int32(state >> 32 & 0xFFFF) + Int32(state >> 48)
      let bits = (centre + Float(sum - 131_070) * factor).bitPattern >> 16
      bytes[2 * place] = UInt8(truncatingIfNeeded: bits)
      bytes[2 * place + 1] = UInt8(truncatingIfNeeded: bits >> 8)
    }
    return Data(bytes)
  }
}
