/// Decides when a request that takes unusually long is sent a second time: after the time that all but a twentieth of the recent
/// ones took, and for at most one request in twenty, so that a slow server is not made slower.
///
/// A value that reads no clock. Source: Dean and Barroso, "The Tail at Scale" (2013), hedged requests.
struct HedgePolicy: Sendable, Hashable {
  private static let rememberedCount = 64
  private static let neededCount = 16
  private static let share = 0.05
  private static let largestBudget = 2.0

  private var latencies: [Duration] = []
  private var place = 0
  private var budget = 1.0

  /// How long to wait before the second request; `nil` until enough is known.
  var delay: Duration? {
    guard latencies.count >= Self.neededCount else { return nil }
    let sorted = latencies.sorted()
    let rank = Int((Double(sorted.count) * (1 - Self.share)).rounded(.up)) - 1
    return max(sorted[rank], .milliseconds(2))
  }

  /// Half of the recent requests took at most this; `nil` until enough is known.
  var median: Duration? {
    latencies.count >= Self.neededCount ? latencies.sorted()[latencies.count / 2] : nil
  }

  /// A request is sent for the first time.
  mutating func noteRequest() { budget = min(budget + Self.share, Self.largestBudget) }

  mutating func note(latency: Duration) {
    if latencies.count < Self.rememberedCount {
      latencies.append(latency)
    } else {
      latencies[place] = latency
      place = (place + 1) % Self.rememberedCount
    }
  }

  /// Whether the budget allows a second request; takes it if so.
  mutating func takeHedge() -> Bool {
    guard budget >= 1 else { return false }
    budget -= 1
    return true
  }
}
