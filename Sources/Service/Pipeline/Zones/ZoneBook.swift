import Vocabulary

/// The zones that a session ignores, and what they did. A value.
///
/// A region counts as inside when at least ``inside`` of its area lies in zones. A finding counts as inside when at least that share of
/// its evidence does: its regions weighed by their weight and their area. A finding without regions, or one that covers the frame, is
/// never inside: what cannot be placed must not be hidden.
struct ZoneBook: Sendable {
  /// More than this nobody can keep in view.
  static let limit = 16
  /// Share of area, or of evidence, from which something counts as inside. Four fifths, so that a map's ragged edge does not decide.
  static let inside = 0.8

  private(set) var zones: [IgnoredZone] = []
  private(set) var suppressed: UInt64 = 0
  private(set) var frames: UInt64 = 0
  private var wasUsed = false

  /// As clients see it; `nil` where nothing was ever drawn in this session.
  var state: ZoneState? { wasUsed ? ZoneState(items: zones, suppressed: suppressed, frames: frames) : nil }

  var isFull: Bool { zones.count >= Self.limit }

  mutating func set(_ zones: [IgnoredZone]) {
    self.zones = zones
    wasUsed = wasUsed || !zones.isEmpty
  }

  /// A session is over: what lay in its picture says nothing of the next one's.
  mutating func clear() { self = ZoneBook() }

  /// The regions that are worth a closer look.
  func offered(_ regions: [Region]) -> [Region] {
    zones.isEmpty ? regions : regions.filter { share(of: $0) < Self.inside }
  }

  /// Takes out the findings that lie in zones, and counts them.
  mutating func filter(_ findings: inout [Finding]) {
    guard !zones.isEmpty else { return }
    let before = findings.count
    findings.removeAll { isInside($0.regions) }
    let gone = UInt64(before - findings.count)
    suppressed += gone
    if gone > 0 { frames += 1 }
  }

  private func isInside(_ regions: [Region]) -> Bool {
    guard !regions.isEmpty, !regions.contains(where: \.isWhole) else { return false }
    var (whole, covered) = (0.0, 0.0)
    for region in regions {
      let mass = region.weight * region.width * region.height
      whole += mass
      covered += mass * share(of: region)
    }
    return whole > 0 && covered / whole >= Self.inside
  }

  /// How much of a region lies in zones; where zones overlap it counts once at most.
  private func share(of region: Region) -> Double { min(1, zones.reduce(0) { $0 + $1.share(of: region) }) }
}
