internal import Synchronization
public import Vocabulary

/// Judges frames that should show skin, and points at spots on it.
///
/// Refuses only what is plain: the encoder's gate sees to the rest. Steady from frame to frame, so that an encoder looks at the same
/// place twice.
/// - Threading: as `Framer`; a lock keeps it safe from any thread.
public final class SkinFramer: Framer {
  private struct Memory {
    var motion = Motion()
    var choice = RegionChoice()
    var spots: [Spot] = []
  }

  private let memory = Mutex(Memory())

  public init() {}

  public func decide(_ frame: Frame) -> FramingDecision {
    memory.withLock { memory in
      guard let grid = PictureGrid(frame.pixels) else { return .refused([.noSignal]) }
      let exposure = Exposure(grid)
      memory.motion.observe(grid, exposure, at: frame.capturedAt)
      if exposure.isFlat || memory.motion.isFrozen(at: frame.capturedAt) { return .refused([.noSignal]) }
      if exposure.isTooDark { return .refused([.tooDark]) }
      let map = SkinMap(grid)
      let reasons = Self.reasons(grid, exposure, map, memory.motion)
      guard reasons.isEmpty else { return .refused(reasons) }
      if memory.motion.isCut {
        memory.spots = []
        memory.choice.forget()
      }
      memory.spots = SpotFinder(grid, map).spots(after: memory.spots)
      return .usable(View(frame: frame, regions: memory.choice.regions(memory.spots, map, grid, frame.pixels)))
    }
  }

  private static func reasons(_ grid: PictureGrid, _ exposure: Exposure, _ map: SkinMap, _ motion: Motion) -> [GateReason] {
    if exposure.isTooBright(skinShare: map.skin.share) { return [.tooBright] }
    if map.largestShare < SkinMap.noneShare { return [.notSkin] }
    if map.largestShare < SkinMap.farShare { return [.tooFar] }
    let sharpness = Sharpness(grid, within: map.skin)
    var reasons: [GateReason] = []
    if motion.isRacing || sharpness.isBlurred && motion.isMoving {
      reasons.append(.moving)
    } else if sharpness.isBlurred {
      reasons.append(.blurred)
    }
    if sharpness.isFormless && map.largestShare > 0.97 { reasons.append(.tooClose) }
    if Glare(grid, map).isTooMuch { reasons.append(.glare) }
    return reasons
  }
}
