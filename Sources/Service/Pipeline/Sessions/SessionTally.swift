import Vocabulary

/// How a session's frames fared: ages of all results, and why frames were refused. A value of fixed size, whatever the session's length.
///
/// Ages are counted in steps of one millisecond up to two seconds, so that quantiles are exact to a millisecond.
struct SessionTally: Sendable {
  private static let bins = 2_000

  private var ages = [UInt32](repeating: 0, count: bins)
  private var beyond: UInt64 = 0
  private var count: UInt64 = 0
  private var within100: UInt64 = 0
  private var reasons: [GateReason: UInt64] = [:]
  private var alerts: UInt64 = 0
  /// What the mailbox had counted when the session began.
  var countsAtStart = FrameCounts()

  /// - Parameter age: from capture to the event's writing.
  mutating func noteResult(age: Duration, refused: [GateReason]) {
    // Whole numbers: a bound must not be missed by the last bit of a fraction.
    let (seconds, attoseconds) = max(.zero, age).components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    count += 1
    if age <= .milliseconds(100) { within100 += 1 }
    if milliseconds < Int64(Self.bins) { ages[Int(milliseconds)] += 1 } else { beyond += 1 }
    for reason in refused { reasons[reason, default: 0] += 1 }
  }

  mutating func noteAlert() { alerts += 1 }

  /// The smallest whole number of milliseconds that a share of the ages does not exceed; `nil` of none, and where it is beyond two seconds.
  func quantile(_ share: Double) -> Int? {
    guard count > 0 else { return nil }
    let rank = UInt64((share * Double(count)).rounded(.up))
    var seen: UInt64 = 0
    for (milliseconds, number) in ages.enumerated() {
      seen += UInt64(number)
      if seen >= rank { return milliseconds + 1 }
    }
    return nil
  }

  /// What the entry of the session's end says.
  func details(counts: FrameCounts) -> [String: JSONValue] {
    let start = countsAtStart
    func frames(_ now: UInt64, _ then: UInt64) -> JSONValue { .integer(Int64(now - min(now, then))) }
    func milliseconds(_ share: Double) -> JSONValue { quantile(share).map { .integer(Int64($0)) } ?? .null }
    return [
      "frames": .object([
        "received": frames(counts.received, start.received), "analysed": frames(counts.analysed, start.analysed),
        "superseded": frames(counts.superseded, start.superseded), "late": frames(counts.late, start.late),
        "gated": frames(counts.gated, start.gated), "decode_error": frames(counts.decodeError, start.decodeError),
        // A frame in the encoder at one end of the session or the other.
        "pending": .integer(Int64(counts.pending)), "pending_before": .integer(Int64(start.pending)),
      ]),
      "latency": .object([
        "results": .integer(Int64(count)), "p50_ms": milliseconds(0.5), "p95_ms": milliseconds(0.95),
        "p99_ms": milliseconds(0.99),
        "within_100_ms": count == 0 ? .null : .number((Double(within100) / Double(count) * 10_000).rounded() / 10_000),
        "resolution_ms": 1, "beyond_2000_ms": .integer(Int64(beyond)),
      ]),
      "gates": .object(
        Dictionary(uniqueKeysWithValues: reasons.map { ($0.key.rawValue, JSONValue.integer(Int64($0.value))) })),
      "alerts_raised": .integer(Int64(alerts)),
    ]
  }
}
