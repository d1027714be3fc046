import Detection
import Vocabulary

/// A stretch whose recording is over and that is yet to be frozen and stored.
struct BackgroundTake: Sendable {
  let recorder: BackgroundRecorder
  /// Whose evidence was recorded.
  let encoder: Fingerprint
  /// The session whose frames they are: the stored curve goes with it.
  let session: SessionIdentifier
  let by: String
}
