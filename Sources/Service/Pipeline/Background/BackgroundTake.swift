import Detection
import Vocabulary

/// A stretch whose recording is over and that is yet to be frozen and stored.
struct BackgroundTake: Sendable {
  let recorder: BackgroundRecorder
  /// The session whose frames they are: the stored curve goes with it.
  let session: SessionIdentifier
  let by: String
}
