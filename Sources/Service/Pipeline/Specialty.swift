import Detection
import Vocabulary

/// A pack made ready for one encoder.
struct Specialty: Sendable {
  let pack: Pack
  let detector: Detector
  /// That one, and those of other encoders that may serve.
  let detectors: DetectorSet

  init(pack: Pack, detector: Detector) {
    self.pack = pack
    self.detector = detector
    detectors = DetectorSet(detector)
  }
}
