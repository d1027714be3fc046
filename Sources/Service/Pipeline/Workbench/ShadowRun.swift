import Alerting
import Detection
import Server
import Statistics
import Vocabulary

/// A candidate pack on one stream: its own alert machines on the live vectors, and how it does beside the pack in force. A value.
struct ShadowRun: Sendable {
  /// Frames whose evidence is compared, the newest.
  static let memory = 2_000

  private struct Pair: Sendable {
    let live: Double
    let candidate: Double
  }

  let candidate: Specialty
  let live: PackName
  let since: Moment
  let by: String
  private(set) var frames = 0
  /// Frames of an encoder for which the candidate's texts are not embedded.
  private(set) var strangers = 0
  private var spent = Duration.zero
  private var alerts: StreamAlerts
  private var session: SessionIdentifier?
  private var moments: [ConditionIdentifier: AlertMoments] = [:]
  private var pairs: [ConditionIdentifier: [Pair]] = [:]

  /// - Parameters:
  ///   - candidate: what is tried.
  ///   - live: the pack in force.
  ///   - settings: what was set on the stream; a promotion would keep it.
  ///   - since: when it begins.
  ///   - by: who wants it.
  init(
    _ candidate: Specialty, live: PackName, settings: [ConditionIdentifier: ThresholdSetting], since: Moment, by: String
  ) {
    self.candidate = candidate
    self.live = live
    self.since = since
    self.by = by
    alerts = StreamAlerts(pack: candidate.pack, settings: settings)
  }

  /// Takes a frame in as the road saw it.
  ///
  /// - Parameter cost: measures what it is given.
  mutating func observe(_ frame: WitnessedFrame, cost: (() -> Void) -> Duration) {
    let wall = frame.capturedAt.wallMilliseconds
    if session != frame.session {
      if session != nil { note(alerts.endSession(), at: wall) }
      session = frame.session
    }
    for condition in frame.raised { moments[condition, default: AlertMoments()].begin(.live, at: wall) }
    for condition in frame.ended { moments[condition, default: AlertMoments()].end(.live, at: wall) }
    guard frame.reasons.isEmpty else { return alerts.pause() }
    guard let detector = try? candidate.detectors.detector(for: frame.embeddings) else {
      strangers += 1
      return alerts.pause()
    }
    var found: FrameDetection?
    let took = cost { found = try? detector.detect(frame.embeddings, located: 0) }
    spent += took
    guard let found, found.gateReasons.isEmpty else { return alerts.pause() }
    frames += 1
    var findings = found.findings
    note(alerts.observe(&findings, of: AlertFrame(sequence: frame.sequence, capturedAt: frame.capturedAt)), at: wall)
    for condition in moments.keys { moments[condition]?.see(at: wall) }
    compare(frame.findings, findings)
  }

  /// How it does so far.
  ///
  /// - Parameter dropped: frames that it did not see.
  func state(dropped: Int) -> ShadowState {
    let ids = Set(moments.keys).union(pairs.keys)
    return ShadowState(
      candidate: PackName(candidate.pack), live: live, since: since.rfc3339, by: by, frames: frames,
      dropped: dropped + strangers, costMilliseconds: frames > 0 ? spent.milliseconds / Double(frames) : nil,
      conditions: Dictionary(uniqueKeysWithValues: ids.map { ($0.text, part($0)) }))
  }

  private func part(_ condition: ConditionIdentifier) -> ShadowState.Part {
    let counts = (moments[condition] ?? AlertMoments()).counts
    let all = counts.both + counts.onlyLive + counts.onlyCandidate
    let compared = pairs[condition] ?? []
    return ShadowState.Part(
      both: counts.both, onlyLive: counts.onlyLive, onlyCandidate: counts.onlyCandidate,
      agreement: Estimate(Proportion(counts.both, of: all)),
      rankCorrelation: SpearmanCorrelation(compared.map(\.live), compared.map(\.candidate))?.value, frames: compared.count,
      proven: candidate.detector.proven.contains(condition))
  }

  private mutating func note(_ actions: [AlertAction], at wall: Int64) {
    for action in actions {
      switch action {
      case .raised(let raise): moments[raise.condition, default: AlertMoments()].begin(.candidate, at: wall)
      case .ended(let end): moments[end.condition, default: AlertMoments()].end(.candidate, at: wall)
      }
    }
  }

  private mutating func compare(_ live: [Finding], _ candidate: [Finding]) {
    let evidence = Dictionary(candidate.map { ($0.condition, $0.evidence) }, uniquingKeysWith: { first, _ in first })
    for finding in live {
      guard let other = evidence[finding.condition] else { continue }
      var list = pairs.removeValue(forKey: finding.condition) ?? []
      if list.count >= Self.memory { list.removeFirst(Self.memory / 10) }
      list.append(Pair(live: finding.evidence, candidate: other))
      pairs[finding.condition] = list
    }
  }
}
