import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Voice

@Suite struct `A clip at another rate` {
  private static let rates = [8_000, 16_000, 22_050, 24_000]

  private func tone(_ frequency: Double, _ rate: Int, count: Int, amplitude: Double = 20_000) -> SpeechClip {
    SpeechClip(
      samples: (0..<count).map { Int16((amplitude * sin(2 * .pi * frequency * Double($0) / Double(rate))).rounded()) },
      sampleRate: rate)
  }

  @Test(arguments: rates)
  func `has exactly as many samples as its time asks for`(rate: Int) {
    for count in [0, 1, 2, 441, 22_049, 22_050, 22_051] {
      let clip = SpeechClip(samples: [Int16](repeating: 1, count: count), sampleRate: 22_050).resampled(to: rate)
      #expect(clip.sampleRate == rate && clip.samples.count == (count * rate + 22_049) / 22_050)
    }
  }

  @Test func `is the same at its own rate, to the sample`() {
    var generator = SplitMix64(seed: 4)
    let clip = SpeechClip(
      samples: (0..<1_000).map { _ in Int16.random(in: .min ... .max, using: &generator) }, sampleRate: 22_050)
    #expect(clip.resampled(to: 22_050) == clip)
  }

  /// Against the tone itself, computed at the other rate: not against another resampler.
  @Test(arguments: rates, [100.0, 440, 1_000, 3_000])
  func `holds tones at their frequency and strength`(rate: Int, frequency: Double) {
    let clip = tone(frequency, 22_050, count: 11_025).resampled(to: rate)
    let wanted = tone(frequency, rate, count: clip.samples.count)
    // At the ends the tone begins out of nothing, which no band holds.
    let inner = clip.samples.count / 8..<clip.samples.count * 7 / 8
    let noise = inner.map { pow(Double(clip.samples[$0]) - Double(wanted.samples[$0]), 2) }.reduce(0, +) / Double(inner.count)
    let signal = 20_000.0 * 20_000 / 2
    #expect(10 * log10(signal / noise) > 70, "\(10 * log10(signal / noise)) dB")
  }

  @Test func `lets nothing through that the lower rate cannot hold`() {
    for frequency in [4_400.0, 6_000, 9_000, 10_500] {
      let clip = tone(frequency, 22_050, count: 11_025).resampled(to: 8_000)
      let inner = clip.samples.count / 8..<clip.samples.count * 7 / 8
      let power = inner.map { pow(Double(clip.samples[$0]), 2) }.reduce(0, +) / Double(inner.count)
      #expect(10 * log10((power + 0.1) / (20_000 * 20_000 / 2)) < -60, "\(frequency) Hz")
    }
  }

  @Test func `keeps a constant and clips nothing that was whole`() {
    let clip = SpeechClip(samples: [Int16](repeating: 12_345, count: 4_000), sampleRate: 22_050).resampled(to: 16_000)
    for sample in clip.samples[500..<2_000] { #expect(sample == 12_345) }
  }
}
