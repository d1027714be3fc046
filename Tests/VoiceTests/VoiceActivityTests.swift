import Espeak
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Voice

/// On espeak-ng's speech, at several loudnesses, in noise of several kinds.
@Suite struct VoiceActivityTests {
  enum Noise: String, CaseIterable { case white, low, ticks }

  /// Two seconds of noise, a sentence in it, two seconds of noise.
  private func scene(_ noise: Noise, noiseLevel: Float, voiceLevel: Float?) throws -> (sound: [Int16], voice: Range<Int>) {
    let speech =
      voiceLevel == nil ? [] : Self.resampled(try TestVoice.engine().synthesise("Please turn your arm a little to the left."))
    let loudest = Float(speech.map { abs(Int($0)) }.max() ?? 1)
    let pause = 2 * VoiceActivity.sampleRate
    var generator = SplitMix64(seed: 11)
    var low: Float = 0
    let sound = (0..<(pause * 2 + speech.count)).map { index -> Int16 in
      let white = Float.random(in: -1...1, using: &generator)
      low = 0.97 * low + 0.03 * white
      let place = index - pause
      let voice = speech.indices.contains(place) ? Float(speech[place]) / loudest * (voiceLevel ?? 0) : 0
      let hiss: Float =
        switch noise {
        case .white: white
        case .low: low * 6
        case .ticks: index % 3_200 < 60 ? white * 4 : 0
        }
      return Int16(max(-32_000, min(32_000, (voice + hiss * noiseLevel) * 32_768)))
    }
    return (sound, pause..<(pause + speech.count))
  }

  /// espeak-ng speaks at 22,050 samples a second.
  private static func resampled(_ samples: [Int16]) -> [Int16] {
    let ratio = 22_050.0 / Double(VoiceActivity.sampleRate)
    return (0..<Int(Double(samples.count - 1) / ratio)).map { samples[Int(Double($0) * ratio)] }
  }

  /// Where it was active, in samples, heard in pieces of 10 ms.
  private func activity(_ sound: [Int16]) -> [Range<Int>] {
    var (detector, found, start): (VoiceActivity, [Range<Int>], Int?) = (VoiceActivity(), [], nil)
    for index in stride(from: 0, to: sound.count, by: 160)
    where detector.hear(Array(sound[index..<min(sound.count, index + 160)])) {
      if detector.isActive { start = index } else if let begun = start { found.append(begun..<index) }
    }
    if detector.isActive, let start { found.append(start..<sound.count) }
    return found
  }

  @Test(arguments: Noise.allCases, [Float(0.5), 0.1])
  func `speech in noise is heard within half a second, and its end within a second`(_ noise: Noise, _ loudness: Float) throws {
    let scene = try scene(noise, noiseLevel: 0.01 * loudness, voiceLevel: loudness)
    let found = activity(scene.sound)
    let first = try #require(found.first)
    #expect(first.lowerBound >= scene.voice.lowerBound)
    #expect(first.lowerBound <= scene.voice.lowerBound + VoiceActivity.sampleRate / 2)
    #expect((found.last?.upperBound ?? 0) <= scene.voice.upperBound + VoiceActivity.sampleRate)
    let covered = found.reduce(0) { $0 + $1.clamped(to: scene.voice).count }
    #expect(Double(covered) >= 0.7 * Double(scene.voice.count))
  }

  @Test(arguments: Noise.allCases, [Float(0.3), 0.02])
  func `noise alone is nobody`(_ noise: Noise, _ loudness: Float) throws {
    #expect(try activity(scene(noise, noiseLevel: loudness / 4, voiceLevel: nil).sound).isEmpty)
  }

  @Test func `digital silence is nobody, and speech after it is heard`() throws {
    let speech = Self.resampled(try TestVoice.engine().synthesise("Hello there, can you hear me?"))
    let found = activity([Int16](repeating: 0, count: 32_000) + speech)
    #expect(found.first?.lowerBound ?? 0 >= 32_000)
    #expect(!found.isEmpty)
  }

  @Test func `a steady hum is taken for a room after some seconds`() {
    let hum = (0..<(VoiceActivity.sampleRate * 40)).map { Int16(3_000 * sin(Double($0) * 2 * .pi * 120 / 16_000)) }
    var detector = VoiceActivity()
    _ = detector.hear(hum)
    #expect(!detector.isActive)
  }

  @Test func `how the sound is cut into pieces changes nothing`() throws {
    let sound = try scene(.white, noiseLevel: 0.005, voiceLevel: 0.3).sound
    var (whole, pieces) = (VoiceActivity(), VoiceActivity())
    _ = whole.hear(Array(sound.prefix(50_000)))
    var generator = SplitMix64(seed: 5)
    var index = 0
    while index < 50_000 {
      let end = min(50_000, index + Int.random(in: 1...900, using: &generator))
      _ = pieces.hear(Array(sound[index..<end]))
      index = end
    }
    #expect(whole == pieces)
  }
}
