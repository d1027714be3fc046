import Detection
import Synchronization
import Vocabulary

/// The detectors of one pack, one for each encoder that may serve.
///
/// - Threading: safe from any thread.
final class DetectorSet: Sendable {
  /// A vector of an encoder for which the pack's texts were not embedded.
  struct Unknown: Error, CustomStringConvertible {
    let description = "vectors of an encoder came for which the pack's texts are not embedded"
  }

  private let detectors: Mutex<[Fingerprint: Detector]>
  /// Of the encoder that the pack was made ready for first.
  private let standard: Fingerprint

  init(_ detector: Detector) {
    standard = detector.encoder.fingerprint
    detectors = Mutex([detector.encoder.fingerprint: detector])
  }

  /// Adds one, or puts it in the place of that of the same encoder; the next frame is scored with it.
  func add(_ detector: Detector) { detectors.withLock { $0[detector.encoder.fingerprint] = detector } }

  /// The detector of the encoder that the pack was made ready for first, as it is now.
  var current: Detector? { detectors.withLock { $0[standard] } }

  /// The detector whose texts the vectors may be compared with.
  func detector(for embeddings: [ImageEmbedding]) throws -> Detector {
    let encoders = Set(embeddings.map(\.encoder))
    guard let encoder = encoders.first, encoders.count == 1 else { throw Unknown() }
    guard let detector = detectors.withLock({ $0[encoder ?? standard] }) else { throw Unknown() }
    return detector
  }
}
