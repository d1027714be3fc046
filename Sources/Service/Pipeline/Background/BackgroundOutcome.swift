/// How a recording ended, for the metrics.
enum BackgroundOutcome: String, Sendable, CaseIterable {
  case frozen
  /// Too few usable frames, a source that went away, or a journal that did not take it.
  case failed
  case cancelled
}
