import Synchronization
import Vocabulary

/// Full grids that were finished beside the quick answers, and how far the two agreed.
///
/// - Threading: safe from any thread.
final class GridWatch: Sendable {
  struct Figures: Sendable {
    /// Full grids that were finished.
    var grids: UInt64 = 0
    /// Steps that failed, and finished grids that could not be scored.
    var failures: UInt64 = 0
    /// Finished ones that could be compared with the quick answer.
    var compared: UInt64 = 0
    /// Of those, how many put the same condition first.
    var sameFirst: UInt64 = 0
    /// Sum of the rank correlations.
    var correlations = 0.0
    /// Verdicts on alerts, all conditions together.
    var alerts = AlertAgreement()
  }

  private let content = Mutex(Figures())

  func note(_ comparison: GridComparison) {
    content.withLock { figures in
      figures.grids += 1
      for pair in comparison.pairs.values { figures.alerts.note(fast: pair.fast, full: pair.full) }
      guard let agreement = comparison.order else { return }
      figures.compared += 1
      figures.sameFirst += agreement.sameFirst ? 1 : 0
      figures.correlations += agreement.rankCorrelation
    }
  }

  func noteFailure() { content.withLock { $0.failures += 1 } }

  var figures: Figures { content.withLock { $0 } }
}
