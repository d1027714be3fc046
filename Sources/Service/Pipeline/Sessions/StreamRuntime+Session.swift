import Alerting
import Review
import Synchronization
import Vocabulary

extension StreamRuntime {
  /// States what a session allows before its first frame can be kept or spoken of, and tells the journal that it begins.
  func open(_ session: SessionIdentifier, at moment: Moment) {
    var intent = services.intake.intent(of: id)
    // Nobody stands before the demo's camera who could be asked: it is drawn.
    if isDemo {
      var consent = intent.consent
      consent.record = true
      intent = SessionIntent(subject: intent.subject, consent: consent)
    }
    services.consents.state(intent.consent, for: session)
    services.desk.submit(
      .sessionStarted(id, session, source: kind, isDemo: isDemo, intent: intent, details: startDetails, at: moment))
  }

  /// What was in force when a session began, for its report.
  private var startDetails: [String: JSONValue] {
    let encoder = services.encoder
    let enabled = thresholds.settings.filter(\.value.enabled)
    let settings = enabled.compactMap { condition, setting in
      (try? JSONValue(record: setting)).map { (condition.text, $0) }
    }
    return [
      "thresholds": .object(Dictionary(uniqueKeysWithValues: settings)),
      "versions": .object([
        "model": .string(encoder.model), "model_fingerprint": .string(encoder.fingerprint.text),
        "precision": .string(encoder.precision), "preprocessing": .string(encoder.preprocessing), "pack": .string(pack.id),
        "pack_version": .integer(Int64(pack.version)), "pack_fingerprint": .string(pack.fingerprint.text),
      ]),
    ]
  }

  /// The figures of the session that runs, so far.
  var sessionFigures: [String: JSONValue]? {
    content.withLock { $0.session == nil ? nil : $0.tally.details(counts: mailbox.counts) }
  }

  /// Keeps what may be kept of an analysed frame, and hands over what an alert or a quiet stretch rests on. Called once a frame, after
  /// the machines.
  func keep(_ frame: Frame, _ findings: [Finding], rising: Bool, raised: [AlertRaise]) {
    guard let desk = services.snapshots else { return }
    let mayKeep = services.consents.consent(of: frame.session).snapshots
    let jobs = content.withLock { content -> [SnapshotJob] in
      guard mayKeep, content.session == frame.session else {
        content.pins.releaseAll()
        content.quietFrame = nil
        return []
      }
      return content.snapshots(of: frame, findings, rising: rising, raised: raised)
    }
    for job in jobs { desk.submit(job) }
  }

  /// Frames that were pinned and given up for newer ones.
  var givenUpPins: UInt64 { content.withLock { $0.pins.givenUp } }
}

extension StreamRuntime.Content {
  /// An alert rests on no frame older than this.
  private static let memory: Duration = .seconds(10)

  fileprivate mutating func snapshots(
    of frame: Frame, _ findings: [Finding], rising: Bool, raised: [AlertRaise]
  ) -> [SnapshotJob] {
    pins.release(before: frame.capturedAt.advanced(by: .zero - Self.memory))
    if rising { pins.pin(frame, findings) }
    var jobs = raised.map { raise in
      SnapshotJob(
        subject: .alert(raise.alert), session: frame.session, stream: frame.stream, stretch: nil,
        pins: pins.frames(of: raise.why.map(\.frame)), condition: raise.condition)
    }
    jobs.removeAll { $0.pins.isEmpty }
    switch sampler.observe(at: frame.capturedAt, isUsable: true, hasAlert: !alerts.activeAlerts.isEmpty) {
    case .nothing: break
    case .take: quietFrame = PinnedFrames.Pin(frame: frame, findings: findings)
    case .drop: quietFrame = nil
    case .keep(let from, let to):
      if let pin = quietFrame { jobs.append(.quiet(pin, from: from, to: to)) }
      quietFrame = nil
    }
    return jobs
  }
}
