import Resampling
import Testing

/// Rows of every awkward length, against the plain loop.
struct RowTests {
  static let counts = [0, 1, 3, 7, 8, 15, 16, 17, 31, 33, 224, 641]

  @Test(arguments: counts)
  func `bytes are added with their weight, and sums behind them stay`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
    var sums = (0..<count + 3).map { Float($0) * 0.25 }
    let expected = sums.enumerated().map { $0.offset < count ? $0.element + 0.375 * Float(bytes[$0.offset]) : $0.element }
    RowArithmetic.add(bytes.span, times: 0.375, to: &sums)
    #expect(sums == expected)
  }

  @Test(arguments: counts)
  func `values become the nearest byte, halves upwards, and are clipped`(count: Int) {
    let values = (0..<count).map { Float($0) * 0.5 - 20 }
    var bytes = [UInt8](repeating: 7, count: count + 4)
    var span = bytes.mutableSpan
    RowArithmetic.round(values, into: &span, from: 2)
    #expect(bytes == [7, 7] + values.map { UInt8(min(max(($0 + 0.5).rounded(.down), 0), 255)) } + [7, 7])
  }

  @Test(arguments: 1...19)
  func `a window's sum is that of its values times their weights`(tapCount: Int) {
    let (outputs, length) = (53, 53 + 19)
    let values = (0..<length).map { Float(($0 * 7919) % 256) }
    let starts = (0..<outputs).map { ($0 * 31) % (length - tapCount + 1) }
    let weights = (0..<outputs * tapCount).map { Float(($0 * 104_729) % 97) / 97 - 0.3 }
    let windows = WindowWeights(starts: starts, weights: weights, tapCount: tapCount)
    var result = [Float](repeating: .nan, count: outputs)
    windows.gather(values + [Float](repeating: 0, count: windows.padding), into: &result)
    for window in 0..<outputs {
      var exact = 0.0
      for tap in 0..<tapCount { exact += Double(weights[window * tapCount + tap]) * Double(values[starts[window] + tap]) }
      #expect(abs(Double(result[window]) - exact) < 1e-3, "window \(window)")
    }
  }

  @Test(arguments: counts)
  func `colour is the matrix of each pixel, offsets weighted by what is picture`(count: Int) {
    let luma = (0..<count).map { Float(($0 * 31) % 256) }
    let blue = (0..<count).map { Float(($0 * 17) % 256) }
    let red = (0..<count).map { Float(($0 * 13) % 256) }
    let across = (0..<count).map { Float($0 % 4) / 3 }
    var conversion = RowConversion(
      lumaAcross: across, chromaAcross: across.reversed(), luma: (16, 1.25), redFromCr: 1.5, green: (0.25, 0.75), blueFromCb: 1.75
    )
    (conversion.lumaDown, conversion.chromaDown) = (0.5, 0.25)
    var rgb = [Float](repeating: .nan, count: 3 * count)
    RowArithmetic.rgb(luma: luma, blue: blue, red: red, conversion, into: &rgb)
    for x in 0..<count {
      let y = (luma[x] - 16 * across[x] * 0.5) * 1.25
      let grey = 128 * across[count - 1 - x] * 0.25
      let expected = [
        y + 1.5 * (red[x] - grey), y - 0.25 * (blue[x] - grey) - 0.75 * (red[x] - grey), y + 1.75 * (blue[x] - grey),
      ]
      for channel in 0..<3 { #expect(abs(rgb[3 * x + channel] - expected[channel]) < 1e-3, "pixel \(x)") }
    }
  }

  @Test
  func `a row that is too short for its windows is refused before it is read`() async {
    await #expect(processExitsWith: .failure) {
      let windows = WindowWeights(starts: [0, 5], weights: [1, 1, 1, 1, 1, 1], tapCount: 3)
      var result: [Float] = [0, 0]
      windows.gather([Float](repeating: 1, count: 8), into: &result)
    }
  }
}
