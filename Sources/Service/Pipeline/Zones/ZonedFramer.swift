import Vocabulary

/// A framer whose regions do not lie in zones that the session ignores.
final class ZonedFramer: Framer {
  private let framer: any Framer
  private let zones: ZoneShelf

  init(_ framer: any Framer, zones: ZoneShelf) {
    self.framer = framer
    self.zones = zones
  }

  func decide(_ frame: Frame) -> FramingDecision {
    let decision = framer.decide(frame)
    guard case .usable(let view) = decision else { return decision }
    return .usable(View(frame: view.frame, regions: zones.offered(view.regions)))
  }
}
