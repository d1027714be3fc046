import Vocabulary

/// Spoken sound: one channel of 16-bit samples.
public struct SpeechClip: Sendable, Hashable {
  public let samples: [Int16]
  /// Samples a second.
  public let sampleRate: Int

  /// - Parameters:
  ///   - samples: one channel, full scale = ±32,767.
  ///   - sampleRate: samples a second.
  public init(samples: [Int16], sampleRate: Int) {
    self.samples = samples
    self.sampleRate = sampleRate
  }

  /// Turns −1…1 into 16-bit samples; what lies beyond is clipped.
  ///
  /// - Parameters:
  ///   - amplitudes: one channel.
  ///   - sampleRate: samples a second.
  public init(amplitudes: [Float], sampleRate: Int) {
    self.init(samples: amplitudes.map { Int16((max(-1, min(1, $0)) * 32_767).rounded()) }, sampleRate: sampleRate)
  }

  /// How long it lasts.
  public var duration: Duration { .seconds(Double(samples.count) / Double(max(1, sampleRate))) }

  /// This clip and, after a pause, another of the same rate.
  ///
  /// - Parameters:
  ///   - next: what follows.
  ///   - pause: silence between the two.
  /// - Returns: this clip alone, if the rates differ.
  public func followed(by next: SpeechClip, after pause: Duration) -> SpeechClip {
    guard next.sampleRate == sampleRate else { return self }
    let silence = [Int16](repeating: 0, count: Int(pause.milliseconds / 1000 * Double(sampleRate)))
    return SpeechClip(samples: samples + silence + next.samples, sampleRate: sampleRate)
  }
}
