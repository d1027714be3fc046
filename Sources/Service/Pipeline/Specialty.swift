import Detection
import Vocabulary

/// A pack made ready for one encoder.
struct Specialty: Sendable {
  let pack: Pack
  let detector: Detector
}
