import Vocabulary

/// When two packs alerted on one condition. A value: it reads no clock.
///
/// Overlapping alerts are one moment, so that two that begin some frames apart count once. What is open still counts up to now.
struct AlertMoments: Sendable {
  enum Side: Int, Sendable { case live, candidate }

  /// Alerts this close are about the same thing, in milliseconds.
  static let slack: Int64 = 2_000
  /// Alerts of each side that are remembered; older ones stay counted.
  static let memory = 500

  private var spans: [[Replay.Span]] = [[], []]
  private var isOpen = [false, false]
  private var settled = (both: 0, onlyLive: 0, onlyCandidate: 0)

  mutating func begin(_ side: Side, at wall: Int64) {
    guard !isOpen[side.rawValue] else { return }
    isOpen[side.rawValue] = true
    spans[side.rawValue].append(Replay.Span(from: wall, to: wall))
    settleOldest()
  }

  mutating func end(_ side: Side, at wall: Int64) {
    extend(side, to: wall)
    isOpen[side.rawValue] = false
  }

  /// A frame was seen by both: what is open goes on.
  mutating func see(at wall: Int64) {
    extend(.live, to: wall)
    extend(.candidate, to: wall)
  }

  /// Moments at which both alerted, only the one, only the other.
  var counts: (both: Int, onlyLive: Int, onlyCandidate: Int) {
    let found = Self.count(spans[0], spans[1])
    return (
      settled.both + found.both, settled.onlyLive + found.onlyLive, settled.onlyCandidate + found.onlyCandidate
    )
  }

  /// The same of alerts that are over.
  static func count(_ live: [Replay.Span], _ candidate: [Replay.Span]) -> (both: Int, onlyLive: Int, onlyCandidate: Int) {
    let all = (live.map { ($0, 0) } + candidate.map { ($0, 1) }).sorted { $0.0.from < $1.0.from }
    var counts = (both: 0, onlyLive: 0, onlyCandidate: 0)
    var (end, sides) = (Int64.min, Set<Int>())
    func close() {
      switch sides {
      case [0, 1]: counts.both += 1
      case [0]: counts.onlyLive += 1
      case [1]: counts.onlyCandidate += 1
      default: break
      }
    }
    for (span, side) in all {
      if !sides.isEmpty, span.from > end + slack {
        close()
        sides = []
        end = span.to
      }
      sides.insert(side)
      end = max(end, span.to)
    }
    close()
    return counts
  }

  private mutating func extend(_ side: Side, to wall: Int64) {
    guard isOpen[side.rawValue], let last = spans[side.rawValue].indices.last else { return }
    spans[side.rawValue][last].to = max(spans[side.rawValue][last].to, wall)
  }

  /// Counts what is long over and forgets it, so that a long trial stays small.
  private mutating func settleOldest() {
    guard spans.contains(where: { $0.count > Self.memory }) else { return }
    let border = spans.compactMap { $0.dropFirst($0.count / 2).first?.from }.min() ?? 0
    // Only whole moments: one that reaches over the border stays.
    let old = spans.map { $0.filter { $0.to + Self.slack < border } }
    let found = Self.count(old[0], old[1])
    settled = (
      settled.both + found.both, settled.onlyLive + found.onlyLive, settled.onlyCandidate + found.onlyCandidate
    )
    spans = zip(spans, old).map { all, old in all.filter { !old.contains($0) } }
  }
}
