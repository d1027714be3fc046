/// Decides when a full grid may take its next slice: never more than its share of the time that passes.
///
/// Reads no clock.
struct SlicePace: Sendable {
  /// Share of the time that full grids may take, 0…1; 0 = none.
  let share: Double
  private var start: Duration?
  private var spent: Duration = .zero

  /// Time after which the past is forgotten, so that a long pause does not become a long run.
  private static let memory: Duration = .seconds(10)

  init(share: Double) { self.share = min(max(share, 0), 1) }

  /// Whether a slice may run at `now`.
  mutating func mayRun(at now: Duration) -> Bool {
    guard share > 0 else { return false }
    guard let start else {
      self.start = now
      return true
    }
    let passed = now - start
    if passed > Self.memory {
      self.start = now - passed / 2
      spent = spent / 2
    }
    return spent <= (now - (self.start ?? now)) * share
  }

  /// Learns that a slice took `duration`.
  mutating func note(_ duration: Duration) { spent += duration }
}
