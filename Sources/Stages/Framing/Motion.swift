internal import Vocabulary

/// What changed since the frame before: movement, a cut, or nothing at all for suspiciously long.
struct Motion: Sendable {
  /// Frames further apart are not compared.
  private static let longestGap = Duration.milliseconds(300)
  /// A source whose frames all differed for so many is a camera; a picture that is shown as a stream is none, and may stand still.
  private static let cameraFrames = 300
  private static let longestStill = Duration.seconds(30)
  private static let much: Float = 0.35
  private static let veryMuch: Float = 0.7

  private var luma: [Float] = []
  private var last: Moment?
  private var changedFrames = 0
  private var isCamera = false
  private var stillSince: Moment?
  private var movedFrames = 0
  private var racedFrames = 0
  /// Mean change of luma as a share of the picture's own variation; 1 is another picture.
  private(set) var change: Float = 0

  mutating func observe(_ grid: PictureGrid, _ exposure: Exposure, at moment: Moment) {
    defer {
      luma = grid.luma
      last = moment
    }
    guard let last, luma.count == grid.count else { return forget() }
    let isNear = moment.since(last) <= Self.longestGap
    let difference = zip(luma, grid.luma).reduce(Float.zero) { $0 + abs($1.0 - $1.1) } / Float(max(1, grid.count))
    watchStillness(difference == 0, at: moment)
    change = isNear ? difference / ((exposure.bright - exposure.dark) / 2.56 + 8) : 0
    movedFrames = change > Self.much ? movedFrames + 1 : 0
    racedFrames = change > Self.veryMuch ? racedFrames + 1 : 0
  }

  /// Two frames running: one alone may be a cut.
  var isMoving: Bool { movedFrames >= 2 }
  /// So fast that no two frames show the same place, for a while.
  var isRacing: Bool { racedFrames >= 3 }
  /// Another picture than before.
  var isCut: Bool { change > Self.veryMuch }

  /// A camera whose picture stands still to the last bit has stopped.
  func isFrozen(at moment: Moment) -> Bool {
    guard isCamera, let stillSince else { return false }
    return moment.since(stillSince) >= Self.longestStill
  }

  private mutating func watchStillness(_ isStill: Bool, at moment: Moment) {
    changedFrames = isStill ? 0 : changedFrames + 1
    if changedFrames >= Self.cameraFrames { isCamera = true }
    stillSince = isStill ? stillSince ?? moment : nil
  }

  private mutating func forget() {
    change = 0
    movedFrames = 0
    racedFrames = 0
    stillSince = nil
  }
}
