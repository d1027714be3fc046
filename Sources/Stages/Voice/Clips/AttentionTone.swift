import Foundation

/// What sounds where a warning has no words yet: three short pulses. Computed, so that it needs no file, library or process.
public enum AttentionTone {
  /// How an event names it.
  public static let voice = "tone"
  private static let sampleRate = 22_050
  private static let pulses = 3
  private static let pulseSeconds = 0.15
  private static let pauseSeconds = 0.1
  /// Pulses come and go within this, so that they do not click.
  private static let rampSeconds = 0.01
  private static let hertz = 880.0
  private static let loudness: Float = 0.5

  /// The sound: 0.65 s.
  public static let clip: SpeechClip = {
    let (pulse, pause) = (Int(pulseSeconds * Double(sampleRate)), Int(pauseSeconds * Double(sampleRate)))
    let ramp = rampSeconds * Double(sampleRate)
    let sound = (0..<pulse).map { place -> Float in
      let edge = min(1, Double(min(place, pulse - 1 - place)) / ramp)
      return loudness * Float(edge * sin(2 * .pi * hertz * Double(place) / Double(sampleRate)))
    }
    let silence = [Float](repeating: 0, count: pause)
    let all = (0..<pulses).flatMap { $0 == 0 ? sound : silence + sound }
    return SpeechClip(amplitudes: all, sampleRate: sampleRate)
  }()
}
