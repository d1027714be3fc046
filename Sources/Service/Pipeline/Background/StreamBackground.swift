import Detection
import Vocabulary

/// Records a stream's ordinary frames when asked, and keeps what is frozen. A value: it reads no clock and stores nothing.
///
/// A recording belongs to one session and lasts for the time asked for. Only analysed frames count; refused ones are counted beside
/// them. With fewer than ``Detection/BackgroundRecorder/fewestFrames`` nothing is kept and the former background stays in force.
///
/// Invariants:
/// - what is frozen changes only in ``freeze(_:)`` and ``restore(_:)``, after it was stored;
/// - a take is handed out at most once for each recording, and never with too few frames;
/// - frames of another session than the one that was recorded are never in a take;
/// - evidence of two encoders is never in one take: the first frame says whose it is.
struct StreamBackground: Sendable {
  /// How long a recording may last, in seconds.
  static let allowedSeconds = 10...1_200

  private struct Recording: Sendable {
    let session: SessionIdentifier
    let seconds: Int
    let by: String
    let startedAt: Moment
    var encoder: Fingerprint?
    var recorder = BackgroundRecorder()
    var refused = 0
  }

  private enum Phase: Sendable {
    case idle
    case recording(Recording)
    case storing
  }

  private var phase = Phase.idle
  private(set) var frozen: FrozenBackground?
  private var fault: BackgroundFault?

  /// Takes in what was stored before a restart.
  mutating func restore(_ saved: SavedBackground) {
    switch saved {
    case .none: break
    case .fitting(let background): frozen = background
    case .ofAnotherModel(let recordedTo): fault = .otherModelOrPack(recordedTo: recordedTo)
    }
  }

  /// Begins to record; what is frozen stays in force meanwhile.
  ///
  /// - Precondition: `seconds` is one of ``allowedSeconds``.
  mutating func start(
    seconds: Int, session: SessionIdentifier?, by: String, at now: Moment
  ) throws(BackgroundFault) {
    guard case .idle = phase else { throw .alreadyRecording }
    guard let session else { throw .notLive }
    fault = nil
    phase = .recording(Recording(session: session, seconds: seconds, by: by, startedAt: now))
  }

  /// Takes in an analysed frame. One of another encoder than the first counts as refused.
  ///
  /// - Parameter encoder: whose evidence the findings hold; a standby has another scale.
  mutating func observe(
    _ findings: [Finding], by encoder: Fingerprint, capturedAt: Moment, in session: SessionIdentifier
  ) {
    guard case .recording(var recording) = phase, recording.session == session, capturedAt >= recording.startedAt else { return }
    guard recording.encoder == nil || recording.encoder == encoder else { return refuse(in: session) }
    recording.encoder = encoder
    // Otherwise the arrays would be copied with every frame.
    phase = .idle
    recording.recorder.record(findings, capturedAt: capturedAt)
    phase = .recording(recording)
  }

  /// A frame was refused: it does not count.
  mutating func refuse(in session: SessionIdentifier) {
    guard case .recording(var recording) = phase, recording.session == session else { return }
    phase = .idle
    recording.refused += 1
    recording.recorder.pause()
    phase = .recording(recording)
  }

  /// The take, once the time asked for is over.
  ///
  /// - Throws: ``BackgroundFault/tooFewFrames(frames:needed:)``; nothing is recorded any more then.
  mutating func takeIfDue(at now: Moment) throws(BackgroundFault) -> BackgroundTake? {
    guard case .recording(let recording) = phase, now.since(recording.startedAt) >= .seconds(recording.seconds) else {
      return nil
    }
    return try take(recording)
  }

  /// Ends the recording before its time.
  ///
  /// - Throws: ``BackgroundFault/notRecording``, and ``BackgroundFault/tooFewFrames(frames:needed:)``, after which it goes on.
  mutating func takeNow() throws(BackgroundFault) -> BackgroundTake {
    guard case .recording(let recording) = phase else { throw .notRecording }
    guard recording.recorder.frames >= BackgroundRecorder.fewestFrames else {
      throw .tooFewFrames(frames: recording.recorder.frames, needed: BackgroundRecorder.fewestFrames)
    }
    return try take(recording)
  }

  private mutating func take(_ recording: Recording) throws(BackgroundFault) -> BackgroundTake {
    guard let encoder = recording.encoder, recording.recorder.frames >= BackgroundRecorder.fewestFrames else {
      let fault = BackgroundFault.tooFewFrames(frames: recording.recorder.frames, needed: BackgroundRecorder.fewestFrames)
      fail(fault)
      throw fault
    }
    phase = .storing
    return BackgroundTake(recorder: recording.recorder, encoder: encoder, session: recording.session, by: recording.by)
  }

  /// Drops what is being recorded.
  mutating func cancel() throws(BackgroundFault) {
    guard case .recording = phase else { throw .notRecording }
    fail(.cancelled)
  }

  /// The session is over.
  ///
  /// - Returns: whether a recording ended with it.
  mutating func endSession() -> Bool {
    guard case .recording = phase else { return false }
    fail(.sessionEnded)
    return true
  }

  /// The take is stored and in force from now on.
  mutating func freeze(_ background: FrozenBackground) {
    phase = .idle
    fault = nil
    frozen = background
  }

  /// Nothing came of it; the former background stays in force.
  mutating func fail(_ fault: BackgroundFault) {
    phase = .idle
    self.fault = fault
  }

  /// Nothing was recorded, and there is nothing to say.
  var isUntouched: Bool { if case .idle = phase { frozen == nil && fault == nil } else { false } }

  /// As clients see it.
  func state(at now: Moment) -> BackgroundState {
    let (phase, progress): (BackgroundState.Phase, BackgroundState.Progress?) =
      switch phase {
      case .idle: (frozen == nil ? .none : .frozen, nil)
      case .storing: (.storing, nil)
      case .recording(let recording): (.recording, progress(recording, at: now))
      }
    return BackgroundState(phase: phase, recording: progress, recorded: frozen?.stretch, message: fault?.userMessage)
  }

  private func progress(_ recording: Recording, at now: Moment) -> BackgroundState.Progress {
    BackgroundState.Progress(
      seconds: recording.seconds, elapsedMilliseconds: Int(now.since(recording.startedAt).milliseconds),
      frames: recording.recorder.frames, refused: recording.refused, needed: BackgroundRecorder.fewestFrames)
  }
}
