import Alerting
import Detection
import Synchronization
import Vocabulary

extension StreamRuntime {
  /// Starts to record ordinary frames.
  func startBackground(seconds: Int, by: String) throws(BackgroundFault) {
    let now = services.time.now()
    try content.withLock { content throws(BackgroundFault) in
      try content.background.start(seconds: seconds, session: content.session, by: by, at: now)
    }
    publishState()
  }

  /// Ends the recording now and freezes what it has.
  func endBackground() throws(BackgroundFault) {
    let take = try content.withLock { content throws(BackgroundFault) in try content.background.takeNow() }
    services.backgrounds.submit(take, of: self)
    publishState()
  }

  /// Drops what is being recorded; what was frozen before stays.
  func cancelBackground() throws(BackgroundFault) {
    try content.withLock { content throws(BackgroundFault) in try content.background.cancel() }
    services.backgrounds.note(.cancelled)
    publishState()
  }

  /// Hands a recording on once its time is over; called with every frame's capture time and once a second.
  func endRecordingIfDue(at now: Moment) {
    do throws(BackgroundFault) {
      let take = try content.withLock { content throws(BackgroundFault) in try content.background.takeIfDue(at: now) }
      guard let take else { return }
      services.backgrounds.submit(take, of: self)
    } catch { services.backgrounds.note(.failed) }
    publishState()
  }

  /// A stored background is in force from now on.
  func setBackground(_ frozen: FrozenBackground) {
    // Another pack may have come into force while it was stored.
    guard frozen.quantiles.pack == pack.fingerprint else { return failBackground(.otherModelOrPack(recordedTo: nil)) }
    content.withLock { content in
      content.background.freeze(frozen)
      content.alerts.changeBackground()
      content.agreement.forget(content.alerts.settings.filter { $0.value.scale == .background }.keys)
    }
    publishState()
  }

  func failBackground(_ fault: BackgroundFault) {
    content.withLock { $0.background.fail(fault) }
    publishState()
  }

  /// Takes over what an earlier run stored.
  func restoreBackground(_ saved: SavedBackground) { content.withLock { $0.background.restore(saved) } }

  var background: BackgroundReport {
    let now = services.time.now()
    return content.withLock { content in
      BackgroundReport(state: content.background.state(at: now), rates: content.background.frozen?.rates ?? [:])
    }
  }

  /// The encoder whose evidence this stream records.
  var model: Fingerprint { services.encoder.fingerprint }
}
