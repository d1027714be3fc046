import Foundation

/// Brings sound to another rate: one output sample for each of its moments, no more and no fewer, so that nothing drifts.
///
/// The input is taken as 0 before its start and after its end.
/// - Source: band-limited interpolation with a windowed sine cardinal (J. O. Smith, "Digital Audio Resampling Home Page"); Kaiser's window.
struct SampleRateConverter {
  /// Zero crossings of the sine cardinal on each side.
  private static let crossings = 24.0
  /// Kaiser's β: ripples of some −90 dB.
  private static let beta = 9.0
  /// The share of the band that is kept; the rest is the filter's slope.
  private static let kept = 0.92

  private let step: Int
  private let phases: Int
  private let reach: Int
  /// `phases` rows of `2 * reach` weights, each row with the sum 1.
  private let weights: [Double]

  /// - Parameters:
  ///   - source: samples a second, above 0.
  ///   - target: samples a second, above 0.
  init(from source: Int, to target: Int) {
    let divisor = Self.commonDivisor(source, target)
    (step, phases) = (source / divisor, target / divisor)
    let band = min(1, Double(target) / Double(source)) * Self.kept
    let width = Self.crossings / band
    reach = Int(width.rounded(.up))
    var weights: [Double] = []
    weights.reserveCapacity(phases * 2 * reach)
    for phase in 0..<phases {
      let fraction = Double(phase) / Double(phases)
      let row = (1 - reach...reach).map { Self.weight(at: fraction - Double($0), band: band, width: width) }
      let sum = row.reduce(0, +)
      weights += row.map { $0 / sum }
    }
    self.weights = weights
  }

  /// - Parameter samples: at the source's rate.
  /// - Returns: at the target's rate: `count · target / source` samples, rounded up.
  func convert(_ samples: [Int16]) -> [Int16] {
    let count = (samples.count * phases + step - 1) / step
    return (0..<count).map { index in
      let position = index * step
      return sample(at: position / phases, phase: position % phases, of: samples)
    }
  }

  private func sample(at whole: Int, phase: Int, of samples: [Int16]) -> Int16 {
    let first = whole + 1 - reach
    let row = phase * 2 * reach - first
    var sum = 0.0
    for place in max(0, first)..<max(0, min(samples.count, whole + reach + 1)) {
      sum += Double(samples[place]) * weights[row + place]
    }
    return Int16(max(-32_768, min(32_767, sum.rounded())))
  }

  private static func weight(at distance: Double, band: Double, width: Double) -> Double {
    let share = distance / width
    guard abs(share) < 1 else { return 0 }
    let angle = Double.pi * distance * band
    let cardinal = abs(angle) < 1e-12 ? 1 : sin(angle) / angle
    return band * cardinal * bessel(beta * (1 - share * share).squareRoot()) / bessel(beta)
  }

  /// The modified Bessel function of the first kind and order 0, by its series.
  private static func bessel(_ value: Double) -> Double {
    var (sum, term, order) = (1.0, 1.0, 1.0)
    while term > sum * 1e-17 {
      term *= value * value / (4 * order * order)
      sum += term
      order += 1
    }
    return sum
  }

  private static func commonDivisor(_ left: Int, _ right: Int) -> Int { right == 0 ? left : commonDivisor(right, left % right) }
}

extension SpeechClip {
  /// The same sound at another rate; at its own rate the very same samples.
  ///
  /// - Parameter rate: samples a second, above 0.
  /// - Returns: `samples.count · rate / sampleRate` samples, rounded up.
  public func resampled(to rate: Int) -> SpeechClip {
    guard rate != sampleRate, rate > 0, sampleRate > 0 else { return self }
    return SpeechClip(samples: SampleRateConverter(from: sampleRate, to: rate).convert(samples), sampleRate: rate)
  }
}
