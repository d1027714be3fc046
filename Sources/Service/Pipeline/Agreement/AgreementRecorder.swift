import Vocabulary

/// How a stream's quick answers agree with the full grids of the same frames, over its newest full grids. A value: it reads no clock.
///
/// Invariants:
/// - it remembers at most ``memory`` grids, the newest, all of one encoder;
/// - a change of a condition's threshold forgets what was compared with the former one, and nothing else.
struct AgreementRecorder: Sendable {
  /// Full grids that are remembered: with one in some ten seconds, half an hour.
  static let memory = 200

  private var grids: [GridComparison] = []
  private var encoder: Fingerprint?
  /// For each condition, how many grids were seen when its threshold changed: earlier ones do not count.
  private var since: [ConditionIdentifier: Int] = [:]
  /// Grids ever seen under this encoder.
  private var seen = 0
  private var counts: [ConditionIdentifier: AlertAgreement] = [:]

  /// Takes in a frame that was seen both ways.
  ///
  /// - Parameter encoder: whose vectors were compared; another one's figures are no longer of use.
  mutating func note(_ comparison: GridComparison, by encoder: Fingerprint) {
    if self.encoder != encoder { self = AgreementRecorder(encoder: encoder) }
    if grids.count == Self.memory { grids.removeFirst() }
    grids.append(comparison)
    seen += 1
    recount()
  }

  init() {}

  private init(encoder: Fingerprint) { self.encoder = encoder }

  /// These conditions' thresholds mean something else from now on.
  mutating func forget(_ conditions: some Sequence<ConditionIdentifier>) {
    for condition in conditions { since[condition] = seen }
    recount()
  }

  /// What is known of a condition under `encoder`; `nil` while too little is.
  func verdict(on condition: ConditionIdentifier, by encoder: Fingerprint) -> AgreementVerdict? {
    self.encoder == encoder ? counts[condition]?.verdict : nil
  }

  /// The running figures; `nil` before the first full grid.
  var state: AgreementState? {
    guard !grids.isEmpty else { return nil }
    let orders = grids.compactMap(\.order)
    func mean(_ value: (GridAgreement) -> Double) -> Double? {
      orders.isEmpty ? nil : orders.map(value).reduce(0, +) / Double(orders.count)
    }
    return AgreementState(
      grids: grids.count, rankCorrelation: mean(\.rankCorrelation), sameFirst: mean { $0.sameFirst ? 1 : 0 },
      refusedByOne: grids.count(where: \.isRefusedByOne),
      conditions: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.text, $0.value) }))
  }

  private mutating func recount() {
    counts = [:]
    let first = seen - grids.count
    for (offset, grid) in grids.enumerated() {
      for (condition, pair) in grid.pairs where first + offset >= since[condition] ?? 0 {
        counts[condition, default: AlertAgreement()].note(fast: pair.fast, full: pair.full)
      }
    }
  }
}
