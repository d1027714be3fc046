import Vocabulary

/// Decides when a loaded model has been idle long enough to give its memory back.
///
/// A value that reads no clock.
struct IdleRelease: Sendable, Hashable {
  let patience: Duration
  private var lastUse: Moment?

  init(after patience: Duration) { self.patience = patience }

  /// It was used; what is loaded stays for a while from now on.
  mutating func use(at now: Moment) { lastUse = now }

  /// Whether it is time; says so once for each use.
  mutating func isDue(at now: Moment) -> Bool {
    guard let last = lastUse, now.since(last) >= patience else { return false }
    lastUse = nil
    return true
  }
}
