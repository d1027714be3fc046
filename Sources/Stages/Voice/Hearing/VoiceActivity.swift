import Foundation

/// Says whether somebody speaks, from the sound alone: louder than the room's own noise, and periodic like a voice.
///
/// A value: sound in, answer out. Nothing of the sound is kept but two numbers a frame.
///
/// - Source: the plan of short-time energy over a tracked noise floor and a normalised autocorrelation peak between 70 and 400 Hz is
///   textbook (Rabiner and Schafer, "Digital Processing of Speech Signals", 1978, chapters 4 and 8); the constants were chosen on
///   espeak-ng's speech in white and low noise, and are tested there.
public struct VoiceActivity: Sendable, Hashable {
  /// Samples a second of what ``hear(_:)`` takes.
  public static let sampleRate = 16_000
  /// 20 ms.
  static let frameCount = 320
  /// How much louder than the noise a voice is.
  static let marginInDecibels: Float = 9
  /// Below this nobody speaks, however quiet the room is.
  static let leastInDecibels: Float = -55
  /// How alike a voiced frame is to itself a pitch period later.
  static let leastPeriodicity: Float = 0.5
  /// Voiced frames among the last eight that begin an activity.
  static let framesToBegin = 5
  /// Frames without voice that end it: 400 ms, since words have gaps.
  static let framesToEnd = 20

  /// Whether somebody speaks.
  public private(set) var isActive = false
  private var floor: Float = -60
  private var recent: [Bool] = []
  private var quiet = 0
  private var rest: [Int16] = []

  /// Nobody speaks yet.
  public init() {}

  /// Takes the next stretch of sound.
  ///
  /// - Parameter samples: one channel, ``sampleRate`` a second, any number of them.
  /// - Returns: whether ``isActive`` changed.
  public mutating func hear(_ samples: [Int16]) -> Bool {
    let before = isActive
    rest += samples
    var start = 0
    while rest.count - start >= Self.frameCount {
      observe(rest[start..<start + Self.frameCount].map { Float($0) / 32_768 })
      start += Self.frameCount
    }
    rest.removeFirst(start)
    return isActive != before
  }

  private mutating func observe(_ frame: [Float]) {
    let level = Self.decibels(frame)
    let isVoiced =
      level > max(Self.leastInDecibels, floor + Self.marginInDecibels) && Self.periodicity(frame) >= Self.leastPeriodicity
    // The floor falls at once and rises slowly: 10 dB a second, and 1.5 dB a second under a voice, so that a steady hum becomes
    // noise after some seconds, while the gaps between words bring it down again.
    floor = level < floor ? level : min(level, floor + (isVoiced ? 0.03 : 0.2))
    recent.append(isVoiced)
    if recent.count > 8 { recent.removeFirst() }
    quiet = isVoiced ? 0 : quiet + 1
    if !isActive, recent.count(where: { $0 }) >= Self.framesToBegin { isActive = true }
    if isActive, quiet >= Self.framesToEnd { (isActive, recent) = (false, []) }
  }

  /// Power, full scale = 0.
  static func decibels(_ frame: [Float]) -> Float {
    let power = frame.reduce(0) { $0 + $1 * $1 } / Float(max(1, frame.count))
    return max(-90, 10 * log10(max(power, 1e-9)))
  }

  /// The largest normalised autocorrelation at lags of 70 to 400 Hz, 0…1.
  static func periodicity(_ frame: [Float]) -> Float {
    // Pre-emphasis: a room's low rumble is alike to itself for a while, a voice's buzz again and again.
    let centred = zip(frame.dropFirst(), frame).map { $0 - 0.95 * $1 }
    var best: Float = 0
    for lag in sampleRate / 400...sampleRate / 70 {
      var (product, first, second): (Float, Float, Float) = (0, 0, 0)
      for index in 0..<(centred.count - lag) {
        let (now, later) = (centred[index], centred[index + lag])
        product += now * later
        first += now * now
        second += later * later
      }
      guard first > 0, second > 0 else { continue }
      best = max(best, product / (first * second).squareRoot())
    }
    return best
  }
}
