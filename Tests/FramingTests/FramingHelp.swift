import Foundation
import Framing
import Testing
import Vocabulary

extension Framer {
  /// Judges a buffer as the frame that was captured then.
  func decide(_ buffer: PixelBuffer, at milliseconds: Int = 0) throws -> FramingDecision {
    decide(
      Frame(
        stream: try #require(StreamIdentifier("test")), session: SessionIdentifier(), sequence: 1,
        capturedAt: Moment(monotonic: .milliseconds(milliseconds), wallMilliseconds: Int64(milliseconds)), pixels: buffer))
  }
}

extension FramingDecision {
  /// Empty if usable.
  var reasons: [GateReason] { if case .refused(let reasons) = self { reasons } else { [] } }
  var regions: [Region] { if case .usable(let view) = self { view.regions } else { [] } }
}

extension Region {
  func contains(_ x: Double, _ y: Double) -> Bool {
    (self.x...(self.x + width)).contains(x) && (self.y...(self.y + height)).contains(y)
  }

  /// Intersection over union.
  func overlap(_ other: Region) -> Double {
    let common =
      max(0, min(x + width, other.x + other.width) - max(x, other.x))
      * max(0, min(y + height, other.y + other.height) - max(y, other.y))
    return common / (width * height + other.width * other.height - common)
  }
}
