internal import Vocabulary

/// The full grid of one frame at a time, a slice a step, at a bounded share of the time.
///
/// - Threading: one owner, where blocking is allowed.
struct FullGridJob {
  private var pace: SlicePace
  /// Made for the first grid: an installation that never needs one does not pay for it.
  private var walk: ChainWalk?
  private var waiting: (frame: Frame, fast: [ImageEmbedding])?
  private var running: (frame: Frame, fast: [ImageEmbedding])?

  /// - Parameter share: of the time, 0…1; 0 = no full grids.
  init(share: Double) { pace = SlicePace(share: share) }

  /// A frame that was answered from fewer tokens; the newest takes the place of one that waits.
  mutating func offer(_ frame: Frame, answeredBy fast: [ImageEmbedding]) {
    // Nothing is kept of a frame that would not be looked at: its pixels go back to the pool.
    if pace.share > 0, running == nil { waiting = (frame, fast) }
  }

  mutating func mayRun(at now: Duration) -> Bool { (running != nil || waiting != nil) && pace.mayRun(at: now) }

  mutating func note(_ duration: Duration) { pace.note(duration) }

  private mutating func ownWalk(on chain: SliceChain) throws(EncodingError) -> ChainWalk {
    if let walk { return walk }
    let made = try ChainWalk(chain)
    walk = made
    return made
  }

  /// Begins the grid of the waiting frame with `begin`, or runs the next slice of the one that is on its way.
  ///
  /// - Returns: the walk, its frame and the quick answer, when the last slice has run.
  mutating func step(
    on chain: SliceChain, begin: (ChainWalk, Frame) throws(EncodingError) -> Void
  ) throws(EncodingError) -> (walk: ChainWalk, frame: Frame, fast: [ImageEmbedding])? {
    let walk = try ownWalk(on: chain)
    guard let job = running else {
      if let next = waiting {
        waiting = nil
        try begin(walk, next.frame)
        running = next
      }
      return nil
    }
    do { try walk.advance() } catch {
      running = nil
      throw error
    }
    guard walk.isFinished else { return nil }
    running = nil
    return (walk, job.frame, job.fast)
  }
}
