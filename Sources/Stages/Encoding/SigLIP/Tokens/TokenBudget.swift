/// Chooses how many tokens fit into the time that a frame has left, from what such numbers took before.
///
/// Goes down at once and up only when the larger number has fitted for a while, so that it does not swing. Reads no clock.
struct TokenBudget: Sendable {
  /// Numbers of tokens to choose from, ascending; the last is the full grid.
  let classes: [Int]
  /// Milliseconds that each class is expected to take; `nil` = never measured.
  private var expected: [Double?]
  private var present: Int?
  private var fitsInARow = 0

  /// How often a larger class must fit before it is taken.
  static let patience = 8
  /// Share of the remaining time that is planned for; the rest is for what the estimate does not know.
  static let plannedShare = 0.9
  /// Times that the full grid must fit for a deadline to be none.
  static let unhurried = 4.0
  /// Weight of a new measurement; a slower one than expected counts more, for lateness is worse than fewer tokens.
  private static let (gain, slowerGain) = (0.1, 0.3)

  /// - Parameter grid: tokens of the full grid; the only class where it is smaller than 16.
  init(grid: Int) {
    classes = [16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 576, 768].filter { $0 < grid } + [grid]
    expected = classes.map { _ in nil }
  }

  /// The class for a frame with `remaining` milliseconds left; the smallest where none fits or nothing is known.
  mutating func choose(remaining: Double) -> Int {
    // A picture that someone waits for, not a frame of a stream: it says nothing about the next frame.
    if let whole = estimate(classes.count - 1), whole * Self.unhurried <= remaining { return classes[classes.count - 1] }
    let fitting = classes.indices.last { estimate($0).map { $0 <= remaining * Self.plannedShare } ?? false } ?? 0
    guard let present, fitting > present else {
      (self.present, fitsInARow) = (fitting, 0)
      return classes[fitting]
    }
    fitsInARow += 1
    if fitsInARow >= Self.patience { (self.present, fitsInARow) = (fitting, 0) }
    return classes[self.present ?? present]
  }

  /// Learns that a run over `tokens` took `milliseconds`, all included.
  mutating func note(tokens: Int, milliseconds: Double) {
    guard milliseconds.isFinite, milliseconds >= 0, let index = classes.firstIndex(where: { $0 >= tokens }) else { return }
    // Fewer tokens than the class allows: as if it had been full.
    let full = milliseconds * Double(classes[index]) / Double(max(tokens, 1))
    guard let known = expected[index], known > 0 else {
      expected[index] = full
      return
    }
    let change = (full / known - 1) * (full > known ? Self.slowerGain : Self.gain)
    // What slows one class down or lets it go faster, a busy machine say, does so to all: a class that was too slow once would
    // otherwise never be tried again.
    expected = expected.map { $0.map { $0 * (1 + change) } }
  }

  /// Milliseconds that class `index` should take: measured, or in proportion to the nearest that was.
  private func estimate(_ index: Int) -> Double? {
    if let known = expected[index] { return known }
    let measured = expected.indices.filter { expected[$0] != nil }
    guard let nearest = measured.min(by: { abs($0 - index) < abs($1 - index) }), let time = expected[nearest] else { return nil }
    return time * Double(classes[index]) / Double(classes[nearest])
  }
}
