internal import Synchronization
public import Vocabulary

/// Judges exposure and sharpness only and looks at the whole frame: for packs that are not about skin.
///
/// - Threading: as `Framer`; a lock keeps it safe from any thread.
public final class WholeFrameFramer: Framer {
  private let motion = Mutex(Motion())

  public init() {}

  public func decide(_ frame: Frame) -> FramingDecision {
    motion.withLock { motion in
      guard let grid = PictureGrid(frame.pixels) else { return .refused([.noSignal]) }
      let exposure = Exposure(grid)
      motion.observe(grid, exposure, at: frame.capturedAt)
      if exposure.isFlat || motion.isFrozen(at: frame.capturedAt) { return .refused([.noSignal]) }
      if exposure.isTooDark { return .refused([.tooDark]) }
      if exposure.isTooBright(skinShare: 0) { return .refused([.tooBright]) }
      let isBlurred = Sharpness(grid, within: nil).isBlurred
      if motion.isRacing || isBlurred && motion.isMoving { return .refused([.moving]) }
      return isBlurred ? .refused([.blurred]) : .usable(View(frame: frame, regions: []))
    }
  }
}
