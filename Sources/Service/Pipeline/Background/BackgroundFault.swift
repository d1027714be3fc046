import Detection
import Vocabulary

/// Why a stream's ordinary frames are not, or not yet, what thresholds are measured against.
enum BackgroundFault: Error, Sendable, Hashable {
  /// No pictures come, so there is nothing to record.
  case notLive
  case alreadyRecording
  case notRecording
  case tooFewFrames(frames: Int, needed: Int)
  /// The source went away before the time was over.
  case sessionEnded
  case cancelled
  /// The journal did not take it.
  case notStored
  /// One is stored, but another model or pack recorded it.
  case otherModelOrPack(recordedTo: String?)

  /// What a viewer must be told: what, and what to do.
  var userMessage: UserMessage {
    switch self {
    case .notLive:
      UserMessage(
        code: "background_not_live", text: "The stream sends no pictures, so nothing can be recorded. Try again once it is live.")
    case .alreadyRecording:
      UserMessage(code: "background_recording", text: "A stretch is being recorded already. Let it end, or cancel it first.")
    case .notRecording: UserMessage(code: "background_not_recording", text: "No stretch is being recorded.")
    case .tooFewFrames(let frames, let needed):
      UserMessage(
        code: "background_too_short",
        text: "Only \(frames) usable frames were recorded and \(needed) are needed, so nothing was kept. "
          + "Record longer, with the skin in view and in focus.")
    case .sessionEnded:
      UserMessage(
        code: "background_session_ended",
        text: "The source went away while the stretch was recorded, so nothing was kept. Record again once it is live.")
    case .cancelled: UserMessage(code: "background_cancelled", text: "The recording was cancelled, so nothing was kept.")
    case .notStored:
      UserMessage(
        code: "background_not_stored",
        text: "The journal could not store the recorded stretch, so it is not used. Mend the journal, then record again.")
    case .otherModelOrPack(let moment):
      UserMessage(
        code: "background_of_another_model",
        text:
          "The ordinary stretch\(moment.map { " recorded until \($0)" } ?? "") belongs to another model or pack, so it is not used. "
          + "Record a new one.")
    }
  }
}
