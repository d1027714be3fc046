/// Chooses how many tokens fit into the time that a frame has left, from what such numbers took before.
///
/// Goes down at once and up only when the larger number has fitted for a while, so that it does not swing. Reads no clock.
struct TokenBudget: Sendable {
  /// Numbers of tokens to choose from, ascending; the last is the full grid.
  let classes: [Int]
  /// Milliseconds that each class takes at pace 1; `nil` = never measured.
  private var usual: [Double?]
  /// What slows all classes down or lets them go faster alike, a busy machine say: a class that was too slow once would otherwise
  /// never be tried again.
  private var pace = 1.0
  private var present: Int?
  /// Classes that fitted the frames since a larger one than the present did each time.
  private var fittingInARow: [Int] = []

  /// How often a larger class must fit before it is taken.
  static let patience = 8
  /// Share of the remaining time that is planned for; the rest is for what the estimate does not know. With 0.9, four streams' p95 was 105 ms
  /// on the machine where it is 81 with this (`Benchmarks/tower_road.py`).
  static let plannedShare = 0.75
  /// Times that the full grid must fit for a deadline to be none.
  static let unhurried = 4.0
  /// Weight of a new measurement; a slower one than expected counts more, for lateness is worse than fewer tokens.
  private static let (gain, slowerGain) = (0.1, 0.3)
  /// Of that the share which is laid to the class itself: beside other work more tokens may take more than their share longer, and
  /// a class that is late each time it is tried must not be tried again and again.
  private static let ownShare = 1.0 / 3

  /// - Parameter grid: tokens of the full grid; the only class where it is smaller than 16.
  init(grid: Int) {
    classes = [16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 576, 768].filter { $0 < grid } + [grid]
    usual = classes.map { _ in nil }
  }

  /// The class for a frame with `remaining` milliseconds left; the smallest where none fits or nothing is known.
  mutating func choose(remaining: Double) -> Int {
    // A picture that someone waits for, not a frame of a stream: it says nothing about the next frame.
    if let whole = estimate(classes.count - 1), whole * Self.unhurried <= remaining { return classes[classes.count - 1] }
    let fitting = classes.indices.last { estimate($0).map { $0 <= remaining * Self.plannedShare } ?? false } ?? 0
    guard let present, fitting > present else {
      (self.present, fittingInARow) = (fitting, [])
      return classes[fitting]
    }
    fittingInARow.append(fitting)
    // What fitted each time, not what fits a frame that happens to be fresh.
    if fittingInARow.count >= Self.patience { (self.present, fittingInARow) = (fittingInARow.min(), []) }
    return classes[self.present ?? present]
  }

  /// Learns that a run over `tokens` took `milliseconds`, all included.
  mutating func note(tokens: Int, milliseconds: Double) {
    guard milliseconds.isFinite, milliseconds >= 0, let index = classes.firstIndex(where: { $0 >= tokens }) else { return }
    // Fewer tokens than the class allows: as if it had been full.
    let full = milliseconds * Double(classes[index]) / Double(max(tokens, 1))
    guard let known = usual[index], known > 0, pace > 0 else {
      usual[index] = full / max(pace, .leastNormalMagnitude)
      return
    }
    let error = full / (known * pace) - 1
    let change = error * (error > 0 ? Self.slowerGain : Self.gain)
    pace *= 1 + change
    usual[index] = known * (1 + change * Self.ownShare)
  }

  /// Milliseconds that class `index` should take: measured, or in proportion to the nearest that was; never more than in proportion
  /// to one with fewer tokens.
  private func estimate(_ index: Int) -> Double? {
    func inProportion(to other: Int) -> Double? { usual[other].map { $0 * Double(classes[index]) / Double(classes[other]) } }
    let measured = usual.indices.filter { usual[$0] != nil }
    guard let nearest = measured.min(by: { abs($0 - index) < abs($1 - index) }), let time = inProportion(to: nearest) else {
      return nil
    }
    let bounds = measured.filter { $0 < index }.compactMap(inProportion(to:))
    return min(time, bounds.min() ?? time) * pace
  }
}
