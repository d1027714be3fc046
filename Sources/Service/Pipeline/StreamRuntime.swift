import Alerting
import Detection
import Review
import Synchronization
public import Vocabulary

/// One running stream: its mailbox, session, alert machines and figures.
///
/// - Threading: safe from any thread. Source events come from Capture's threads, results from the encoder loop, changes from the
///   server; one mutex holds what they share, and nothing is called while it is held.
public final class StreamRuntime: Sendable {
  struct Content {
    var session: SessionIdentifier?
    var sequence: UInt64 = 0
    var state = SourceState.connecting
    var message: UserMessage?
    var gauges = StreamGauges()
    var alerts: StreamAlerts
    var background = StreamBackground()
    var agreement = AgreementRecorder()
    var revision = 1
    var isWatchable = false
    var endedAt: Moment?
    /// Whether it was removed: what a publisher still sends begins no session.
    var isClosed = false
    var tally = SessionTally()
    var pins = PinnedFrames()
    var sampler = QuietSampler(rules: SnapshotJob.quietRules)
    /// Taken from quiet time, until that is known to have stayed quiet.
    var quietFrame: PinnedFrames.Pin?
  }

  public let id: StreamIdentifier
  public let kind: SourceKind
  let source: String
  let isDemo: Bool
  let framer: any Framer
  /// What the session ignores.
  let zones = ZoneShelf()
  /// The pack in force with its detector. Held beside `content`, which may be locked while this is read.
  private let judge: Mutex<(pack: Pack, detector: any FrameDetector)>
  let mailbox = Mailbox()
  let content: Mutex<Content>
  let services: StreamServices

  init(
    id: StreamIdentifier, kind: SourceKind, source: String, isDemo: Bool, pack: Pack,
    settings: [ConditionIdentifier: ThresholdSetting], framer: any Framer, detector: any FrameDetector, services: StreamServices
  ) {
    self.id = id
    self.kind = kind
    self.source = source
    self.isDemo = isDemo
    judge = Mutex((pack, detector))
    self.framer = ZonedFramer(framer, zones: zones)
    self.services = services
    content = Mutex(Content(alerts: StreamAlerts(pack: pack, settings: settings)))
  }

  /// The pack in force.
  var pack: Pack { judge.withLock { $0.pack } }

  /// What scores by it.
  var detector: any FrameDetector { judge.withLock { $0.detector } }

  // MARK: From Capture

  /// Takes what the source tells, in its order.
  func receive(_ event: SourceEvent) {
    switch event {
    case .picture(let pixels, let capturedAt, let senderAge): receive(pixels, capturedAt, senderAge)
    case .damaged: mailbox.countDamaged()
    case .state(let state, let message): change(to: state, message)
    }
  }

  private func receive(_ pixels: PixelBuffer, _ capturedAt: Moment, _ senderAge: Duration?) {
    let begun = content.withLock { content -> (SessionIdentifier, UInt64, Bool)? in
      guard !content.isClosed else { return nil }
      let isNew = content.session == nil
      if isNew { content.begin(after: mailbox.counts) }
      content.sequence += 1
      content.gauges.noteArrival(at: capturedAt)
      return (content.session ?? SessionIdentifier(), content.sequence, isNew)
    }
    guard let (session, sequence, isNew) = begun else { return }
    if isNew { open(session, at: capturedAt) }
    mailbox.put(
      Frame(
        stream: id, session: session, sequence: sequence, capturedAt: capturedAt, senderAge: senderAge, pixels: pixels,
        isDemo: isDemo))
    if isNew { publishState() }
    services.ring()
  }

  /// Pictures make a session; lost, ended and failed sources end it.
  func change(to state: SourceState, _ message: UserMessage?) {
    let now = services.time.now()
    let (session, actions, hasEndedRecording) = content.withLock { content -> (SessionIdentifier?, [AlertAction], Bool) in
      content.state = state
      content.message = message
      content.endedAt = state == .ended || state == .failed ? now : nil
      guard state != .live && state != .connecting, let session = content.session else { return (nil, [], false) }
      content.session = nil
      content.pins.releaseAll()
      content.quietFrame = nil
      return (session, content.alerts.endSession(), content.background.endSession())
    }
    if hasEndedRecording { services.backgrounds.note(.failed) }
    if let session {
      mailbox.close()
      zones.clear()
      report(actions, nil, at: now)
      let details = content.withLock { $0.tally.details(counts: mailbox.counts) }
      services.desk.submit(.sessionEnded(id, session, details: details, at: now))
    }
    publishState()
  }

  /// Ends it for good: pictures that are still on their way begin nothing.
  func close() {
    content.withLock { $0.isClosed = true }
    change(to: .ended, nil)
  }

  func setWatchable(_ isWatchable: Bool) { content.withLock { $0.isWatchable = isWatchable } }

  // MARK: From the encoder loop

  /// Ends a frame: counts it, runs the alert machines, shows the result.
  /// - Returns: what was shown; `nil` if the frame came to no assessment.
  @discardableResult
  func finish(_ frame: Frame, _ journey: Journey, _ stages: inout [RoadStage: Duration]) -> Assessment? {
    // A refused frame ends a stretch's time just as a usable one does.
    defer { endRecordingIfDue(at: frame.capturedAt) }
    let start = services.time.now()
    switch journey {
    case .analysed(let scored, _):
      let assessment = decide(frame, scored)
      stages[.decide] = services.time.now().since(start)
      mailbox.finish(.analysed)
      show(assessment, &stages)
      return assessment
    case .gated(let assessment, _):
      pause(frame, assessment)
      mailbox.finish(.gated)
      show(assessment, &stages)
      return assessment
    case .late, .failed:
      mailbox.finish(journey.outcome)
      return nil
    }
  }

  private func pause(_ frame: Frame, _ assessment: Assessment) {
    services.witness(WitnessedFrame(frame, assessment, scored: nil, encoder: services.encoder))
    content.withLock { content in
      content.alerts.pause()
      content.background.refuse(in: frame.session)
    }
  }

  private func decide(_ frame: Frame, _ scored: Scored) -> Assessment {
    var assessment = scored.assessment
    zones.filter(&assessment.findings)
    let encoder = scored.encoder?.fingerprint ?? model
    // Another encoder's evidence has another scale: it is not measured against this stretch.
    let quantiles = content.withLock { $0.background.quantiles(of: encoder) }
    let alertFrame = AlertFrame(
      sequence: frame.sequence, capturedAt: frame.capturedAt,
      backgroundQuantile: { scored.heads.contains($0) ? nil : quantiles?.quantile($1, of: $0) },
      vector: { scored.vector(of: $0) }, deduction: { scored.deduction(of: $0) })
    let (actions, isRising) = content.withLock { content -> ([AlertAction], Bool) in
      // A result of a session that has ended meanwhile must not raise an alert in the next one.
      guard content.session == frame.session else { return ([], false) }
      // Nor may one that another pack's wordings gave, while the pack was changed.
      guard scored.pack == nil || scored.pack == pack.fingerprint else { return ([], false) }
      // A head's evidence has a scale of its own, too.
      let ordinary = assessment.findings.filter { $0.head == nil }
      content.background.observe(ordinary, by: encoder, capturedAt: frame.capturedAt, in: frame.session)
      // What was seen in full needs no second opinion.
      if !assessment.isFullGrid {
        for index in assessment.findings.indices {
          assessment.findings[index].agreement = content.agreement.verdict(on: assessment.findings[index].condition, by: encoder)
        }
      }
      let former = Set(content.alerts.activeAlerts.keys)
      let actions = content.alerts.observe(&assessment.findings, of: alertFrame)
      return (actions, assessment.findings.contains { $0.state == .above && !former.contains($0.condition) })
    }
    let raised = actions.compactMap { if case .raised(let raise) = $0 { raise } else { nil } }
    keep(frame, assessment.findings, rising: isRising, raised: raised)
    report(actions, frame, assessment.findings, by: scored.encoder, at: services.time.now())
    services.witness(
      WitnessedFrame(frame, assessment, scored: scored, encoder: scored.encoder ?? services.encoder).noting(actions))
    return assessment
  }

  private func show(_ assessment: Assessment, _ stages: inout [RoadStage: Duration]) {
    let start = services.time.now()
    services.hub.publish(.assessment(assessment))
    let now = services.time.now()
    stages[.publish] = now.since(start)
    let age = now.since(assessment.capturedAt)
    content.withLock { content in
      content.gauges.noteResult(age: age, at: now)
      if content.session == assessment.session { content.tally.noteResult(age: age, refused: assessment.gateReasons) }
    }
  }

  private func report(
    _ actions: [AlertAction], _ frame: Frame?, _ findings: [Finding] = [], by encoder: EncoderDescription? = nil, at now: Moment
  ) {
    let encoder = encoder ?? services.encoder
    for action in actions {
      switch action {
      case .raised(let raise):
        guard let frame,
          let record = AlertContext(pack: pack, encoder: encoder, frame: frame, findings: findings).record(of: raise, at: now)
        else { continue }
        content.withLock { $0.tally.noteAlert() }
        services.desk.submit(.raised(record, at: now))
      case .ended(let end): services.desk.submit(.ended(end.alert, reason: end.reason.rawValue, at: now))
      }
    }
  }

  // MARK: From the server

  /// Changes thresholds in force, if the table still has `revision`; alerts that this ends are reported.
  func changeThresholds(
    _ changes: [ConditionIdentifier: ThresholdSetting], ifRevision revision: String?
  ) throws(ThresholdChangeError) {
    let actions = try content.withLock { content throws(ThresholdChangeError) in
      if let revision, revision != String(content.revision) { throw .stale(current: String(content.revision)) }
      do throws(AlertingError) {
        let actions = try content.alerts.change(changes)
        content.agreement.forget(changes.keys)
        content.revision += 1
        return actions
      } catch { throw .refused(error) }
    }
    report(actions, nil, at: services.time.now())
  }

  /// Goes on under another pack: alerts that are on end, and what was measured against the former one is forgotten.
  ///
  /// - Parameters:
  ///   - specialty: the pack with its detectors.
  ///   - settings: by condition; the pack's own for the rest.
  ///   - background: what is recorded of the stream's ordinary frames under it.
  func adopt(_ specialty: Specialty, settings: [ConditionIdentifier: ThresholdSetting], background: SavedBackground) {
    let actions = content.withLock { content -> [AlertAction] in
      judge.withLock { $0 = (specialty.pack, PackDetector(detectors: specialty.detectors)) }
      content.background = StreamBackground()
      content.background.restore(background)
      content.agreement = AgreementRecorder()
      content.revision += 1
      return content.alerts.give(wayTo: StreamAlerts(pack: specialty.pack, settings: settings))
    }
    report(actions, nil, at: services.time.now())
    publishState()
  }

  /// The settings in force and their revision.
  var thresholds: (settings: [ConditionIdentifier: ThresholdSetting], revision: Int) {
    content.withLock { ($0.alerts.settings, $0.revision) }
  }

  /// The conditions whose alert is on.
  var alerting: Set<ConditionIdentifier> { content.withLock { Set($0.alerts.activeAlerts.keys) } }

  var session: SessionIdentifier? { content.withLock { $0.session } }

  /// Whether its source has ended.
  var hasEnded: Bool { content.withLock { $0.endedAt != nil } }

  /// Whether its source ended at least `interval` ago.
  func hasEnded(since interval: Duration, at now: Moment) -> Bool {
    content.withLock { content in content.endedAt.map { now.since($0) >= interval } ?? false }
  }

  /// The stream as clients see it.
  var state: StreamState {
    let (now, zones) = (services.time.now(), self.zones.state)
    return content.withLock { content in
      StreamState(
        id: id, source: source, kind: kind, pack: pack.id, state: content.state, session: content.session, frames: mailbox.counts,
        age: content.gauges.quantiles(at: now), within100Milliseconds: content.gauges.within100Milliseconds,
        framesPerSecond: content.gauges.rate(at: now), demo: isDemo, watchable: content.isWatchable, message: content.message,
        background: content.background.isUntouched ? nil : content.background.state(at: now), agreement: content.agreement.state,
        zones: zones)
    }
  }

  func publishState() { services.hub.publish(.stream(state)) }
}

extension StreamRuntime.Content {
  fileprivate mutating func begin(after counts: FrameCounts) {
    session = SessionIdentifier()
    tally = SessionTally()
    tally.countsAtStart = counts
    sampler = QuietSampler(rules: SnapshotJob.quietRules)
    sequence = 0
    state = .live
    endedAt = nil
    message = nil
    gauges.reset()
  }
}
