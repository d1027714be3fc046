import TestSupport
import Testing
import Vocabulary
import Voice

@Suite struct SpeechClipTests {
  private static let clip = SpeechClip(samples: [0, 1, -1, 32_767, -32_768], sampleRate: 22_050)

  @Test func `a WAV file gives the clip back`() { #expect(SpeechClip(wave: Self.clip.wave) == Self.clip) }

  @Test func `the header of a WAV file is as the format says`() {
    let wave = Self.clip.wave
    #expect(wave.count == 44 + 10)
    #expect(Array(wave[4..<8]) == [46, 0, 0, 0])
    #expect(Array(wave[24..<28]) == [0x22, 0x56, 0, 0])
  }

  @Test func `a damaged WAV file is none`() {
    var generator = SplitMix64(seed: 3)
    for length in 0..<Self.clip.wave.count { #expect(SpeechClip(wave: Array(Self.clip.wave.prefix(length))) == nil) }
    for _ in 0..<500 {
      let junk = (0..<Int.random(in: 0...80, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(SpeechClip(wave: junk) == nil)
    }
  }

  @Test func `amplitudes beyond full scale are clipped`() {
    #expect(SpeechClip(amplitudes: [0, 1, -1, 2, -2], sampleRate: 8_000).samples == [0, 32_767, -32_767, 32_767, -32_767])
  }

  @Test func `one clip follows another after a pause`() {
    let next = SpeechClip(samples: [7], sampleRate: 22_050)
    let both = Self.clip.followed(by: next, after: .milliseconds(100))
    #expect(both.samples.count == 5 + 2_205 + 1)
    #expect(both.samples.last == 7)
    #expect(Self.clip.followed(by: SpeechClip(samples: [7], sampleRate: 8_000), after: .zero) == Self.clip)
  }
}
