import Detection
import Dispatch
import Server
import Statistics
import Vectors
import Vocabulary

/// Scores what is kept of a stream again and plays it to the alert machines.
///
/// The stretch that was asked for last is held for a minute, so that a mark that is dragged is answered from memory; before each use
/// it is checked that none of its sessions was purged.
/// - Threading: an actor on a queue of its own: an hour takes up to half a second.
actor TimeMachine {
  /// How long a stretch that nobody asks for stays in memory.
  static let held = Duration.seconds(60)

  /// What to try.
  struct Question: Sendable {
    let stream: StreamIdentifier
    let wall: ClosedRange<Int64>
    let specialty: Specialty
    /// By condition: what is tried, and what is in force.
    let settings: [ConditionIdentifier: (tried: ThresholdSetting, inUse: ThresholdSetting?)]
    /// The stream's recorded ordinary frames, where the pack that is tried recorded them.
    let background: BackgroundQuantiles?
    /// What alerts on the stream now; `nil` where that is what is tried.
    var inForce: InForce?
    /// Conditions whose tried values are lined up with those in force: their other wordings have no scale of their own.
    var matched: Set<ConditionIdentifier> = []
    let marks: MarkReader.Marks
    /// Why nothing might be kept, in a sentence.
    let whyNothing: String
  }

  /// By what alerts are raised now.
  struct InForce: Sendable {
    let specialty: Specialty
    let background: BackgroundQuantiles?
  }

  private struct Ladder: Hashable {
    let pack: Fingerprint
    let condition: ConditionIdentifier
    let settings: [ThresholdSetting]
  }

  private struct Held {
    let stream: StreamIdentifier
    let wall: ClosedRange<Int64>
    var rescoring: Rescoring
    var usedAt: Moment
    /// Alerts at several thresholds, by condition and by all of a setting but its values: a mark that is dragged asks for the same ones.
    var ladders: [Ladder: [Int]] = [:]
  }

  private let store: VectorStore
  private let time: any TimeSource
  private var cache: Held?
  private nonisolated let executor = QueueExecutor(name: "time-machine", quality: .utility)

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(store: VectorStore, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Forgets a stretch that nobody asked for lately; called once a minute.
  func tidy() {
    if let held = cache, time.now().since(held.usedAt) > Self.held { cache = nil }
  }

  // MARK: Answers

  /// The alerts that would have been.
  func answer(_ question: Question) async throws(VectorError) -> WhatIf {
    let started = time.now()
    let isHeld = try await load(question.stream, question.wall)
    let read = time.now()
    var took = (scoring: Duration.zero, deciding: Duration.zero)
    var parts: [String: WhatIf.Part] = [:]
    var watched = 0.0
    for (condition, setting) in question.settings.sorted(by: { $0.key < $1.key }) {
      let start = time.now()
      let tried = triedValues(of: condition, question, setting.tried.scale)
      let inUse = setting.inUse.flatMap { inUse in
        question.inForce == nil && inUse.scale == setting.tried.scale
          ? tried : valuesInForce(of: condition, question, inUse.scale)
      }
      let scored = time.now()
      let (part, milliseconds) = part(condition, question, setting, tried, inUse)
      parts[condition.text] = part
      watched = max(watched, milliseconds)
      took.scoring += scored.since(start)
      took.deciding += time.now().since(scored)
    }
    let frames = cache?.rescoring.stretch.frames ?? []
    return WhatIf(
      stream: question.stream, from: RFC3339.text(wallMilliseconds: question.wall.lowerBound),
      to: RFC3339.text(wallMilliseconds: question.wall.upperBound),
      stepMilliseconds: Int(ValueSeries.stepMilliseconds(of: question.wall)), pack: PackName(question.specialty.pack),
      frames: WhatIf.Frames(
        kept: frames.count, refused: frames.count(where: \.isRefused),
        otherEncoder: cache?.rescoring.strangers(to: question.specialty.detectors) ?? 0, watchedMilliseconds: Int(watched)),
      reason: frames.isEmpty ? question.whyNothing : nil,
      took: WhatIf.Took(
        reading: isHeld ? 0 : read.since(started).milliseconds, scoring: took.scoring.milliseconds,
        deciding: took.deciding.milliseconds), counted: question.marks.counted, conditions: parts)
  }

  /// How often each of some thresholds would have alerted.
  ///
  /// - Returns: alerts at each of `enters`, and hours watched; `nil` where nothing is kept or the condition has no value.
  func rates(
    _ question: Question, _ condition: ConditionIdentifier, enters: [Double], _ setting: (Double) -> ThresholdSetting
  ) async throws(VectorError) -> (alerts: [Int], hours: Double)? {
    _ = try await load(question.stream, question.wall)
    guard let values = triedValues(of: condition, question, .probability), let frames = cache?.rescoring.stretch.frames else {
      return nil
    }
    let hours = Replay.watchedMilliseconds(frames, values: values) / 3_600_000
    guard hours > 0 else { return nil }
    let settings = enters.map(setting)
    let key = Ladder(pack: question.specialty.pack.fingerprint, condition: condition, settings: settings)
    let alerts = cache?.ladders[key] ?? settings.map { Replay(frames, values: values, setting: $0).alerts.count }
    if cache?.ladders.count ?? 0 > 64 { cache?.ladders = [:] }
    cache?.ladders[key] = alerts
    return (alerts, hours)
  }

  /// The evidence of one condition by two packs on the same frames, where both give some.
  func pairs(
    _ question: Question, _ condition: ConditionIdentifier, other: Specialty
  ) async throws(VectorError) -> (first: [Double], second: [Double]) {
    _ = try await load(question.stream, question.wall)
    let one = cache?.rescoring.evidence(of: condition, by: question.specialty.detectors) ?? []
    let two = cache?.rescoring.evidence(of: condition, by: other.detectors) ?? []
    let both = zip(one, two).compactMap { left, right in left.flatMap { one in right.map { (one, $0) } } }
    return (both.map(\.0), both.map(\.1))
  }

  // MARK: Parts

  private func part(
    _ condition: ConditionIdentifier, _ question: Question, _ setting: (tried: ThresholdSetting, inUse: ThresholdSetting?),
    _ tried: [Double?]?, _ inUse: [Double?]?
  ) -> (WhatIf.Part, Double) {
    let frames = cache?.rescoring.stretch.frames ?? []
    let now = inUse.flatMap { values in setting.inUse.map { Replay(frames, values: values, setting: $0).alerts } } ?? []
    let rateNow = Self.rate(now.count, inUse.map { Replay.watchedMilliseconds(frames, values: $0) } ?? 0)
    guard let tried, !frames.isEmpty else {
      let refused = WhatIf.Part(
        setting: setting.tried, inUse: setting.inUse, refused: refusal(condition, question, setting.tried.scale),
        alertsInUse: now.map(Self.shown), anHourInUse: rateNow)
      return (refused, 0)
    }
    let alerts = Replay(frames, values: tried, setting: setting.tried).alerts
    let watched = Replay.watchedMilliseconds(frames, values: tried)
    let series = ValueSeries(frames, values: tried, wall: question.wall)
    let marks = question.marks.items.filter { $0.condition == condition && question.wall.contains($0.span.from) }
    // An alert that begins a moment later still catches the same thing.
    func caught(_ spans: [Replay.Span], _ mark: MarkedAlert) -> Bool { spans.contains { $0.touches(mark.span, slack: 2_000) } }
    let part = WhatIf.Part(
      setting: setting.tried, inUse: setting.inUse, isMatched: question.matched.contains(condition),
      alerts: alerts.map(Self.shown), alertsInUse: now.map(Self.shown),
      anHour: Self.rate(alerts.count, watched), anHourInUse: rateNow,
      marks: marks.map {
        WhatIf.Mark(
          alert: $0.alert, at: $0.at, mark: $0.mark, caught: caught(alerts, $0), caughtInUse: caught(now, $0))
      }, series: series.highest, histogram: series.histogram)
    return (part, watched)
  }

  /// The values that are tried: those of other descriptors are lined up with those in force.
  private func triedValues(of condition: ConditionIdentifier, _ question: Question, _ scale: ThresholdScale) -> [Double?]? {
    guard question.matched.contains(condition) else {
      return values(of: condition, by: question.specialty, question.background, scale)
    }
    guard let values = valuesInForce(of: condition, question, scale),
      let evidence = cache?.rescoring.evidence(of: condition, by: question.specialty.detectors)
    else { return nil }
    return MatchedValues.of(evidence, by: values)
  }

  /// The values by which alerts are raised now, whatever is tried.
  private func valuesInForce(of condition: ConditionIdentifier, _ question: Question, _ scale: ThresholdScale) -> [Double?]? {
    guard let now = question.inForce else {
      return values(of: condition, by: question.specialty, question.background, scale)
    }
    return values(of: condition, by: now.specialty, now.background, scale)
  }

  /// A condition's values on a scale; `nil` if it has none on it.
  private func values(
    of condition: ConditionIdentifier, by specialty: Specialty, _ background: BackgroundQuantiles?, _ scale: ThresholdScale
  ) -> [Double?]? {
    guard let evidence = cache?.rescoring.evidence(of: condition, by: specialty.detectors) else { return nil }
    switch scale {
    case .probability:
      // With the learned heads that are in force.
      let detector = specialty.detectors.current ?? specialty.detector
      guard detector.proven.contains(condition) else { return nil }
      return evidence.map { $0.flatMap { detector.probability($0, of: condition) } }
    case .background:
      guard let background, background.curves[condition] != nil else { return nil }
      return evidence.map { $0.flatMap { background.quantile($0, of: condition) } }
    }
  }

  private func refusal(_ condition: ConditionIdentifier, _ question: Question, _ scale: ThresholdScale) -> String {
    if cache?.rescoring.stretch.frames.isEmpty ?? true { return question.whyNothing }
    switch scale {
    case .probability:
      return
        "No calibration stands behind a probability of \(condition) with this encoder and these wordings, so a threshold on it "
        + "never alerts. Measure it against ordinary frames, or calibrate it."
    case .background:
      return "No ordinary stretch of this stream is recorded with this encoder and this pack. Record one first."
    }
  }

  private static func shown(_ span: Replay.Span) -> WhatIf.Span {
    WhatIf.Span(from: RFC3339.text(wallMilliseconds: span.from), to: RFC3339.text(wallMilliseconds: span.to))
  }

  private static func rate(_ events: Int, _ milliseconds: Double) -> Estimate {
    let rate = EventRate(events, over: milliseconds / 3_600_000)
    return Estimate(value: rate?.value, interval: rate?.interval().ends, count: events)
  }

  /// Makes `cache` hold the stretch.
  ///
  /// - Returns: whether it did already.
  private func load(_ stream: StreamIdentifier, _ wall: ClosedRange<Int64>) async throws(VectorError) -> Bool {
    if var held = cache, held.stream == stream, held.wall == wall, await store.areReadable(held.rescoring.stretch.sessions) {
      held.usedAt = time.now()
      cache = held
      return true
    }
    cache = nil
    let stretch = try await store.stretch(of: stream, wall: wall)
    cache = Held(stream: stream, wall: wall, rescoring: Rescoring(stretch), usedAt: time.now())
    return false
  }
}
