import Vocabulary

/// Counts tries by key and says when one has had too many: each key may burst, then goes on at a steady rate.
struct TokenBucket {
  private struct Level {
    var remaining: Double
    var at: Moment
  }

  let burst: Double
  let perSecond: Double
  /// Keys remembered at once; the fullest are forgotten first.
  private let limit = 4_096
  private var levels: [String: Level] = [:]

  init(burst: Double, perSecond: Double) {
    self.burst = burst
    self.perSecond = perSecond
  }

  /// Whether `key` has one left, without taking it.
  func allows(_ key: String, at now: Moment) -> Bool { remaining(key, at: now) >= 1 }

  /// Takes one; `false` if there was none.
  mutating func take(_ key: String, at now: Moment) -> Bool {
    let left = remaining(key, at: now)
    guard left >= 1 else { return false }
    levels[key] = Level(remaining: left - 1, at: now)
    if levels.count > limit { forgetFull(at: now) }
    return true
  }

  /// Gives one back that was taken in advance.
  mutating func restore(_ key: String) {
    guard let level = levels[key] else { return }
    levels[key] = Level(remaining: min(burst, level.remaining + 1), at: level.at)
  }

  /// Whole seconds until `key` has one again.
  func secondsUntilNext(_ key: String, at now: Moment) -> Int {
    max(1, Int(((1 - remaining(key, at: now)) / perSecond).rounded(.up)))
  }

  private func remaining(_ key: String, at now: Moment) -> Double {
    guard let level = levels[key] else { return burst }
    return min(burst, level.remaining + now.since(level.at).milliseconds / 1000 * perSecond)
  }

  private mutating func forgetFull(at now: Moment) {
    levels = levels.filter { remaining($0.key, at: now) < burst }
    // All of them guilty: an attacker with that many addresses must not take the memory as well.
    if levels.count > limit { levels.removeAll() }
  }
}
