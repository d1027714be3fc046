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
  private let first: Detector

  init(_ detector: Detector) {
    first = detector
    detectors = Mutex([detector.encoder.fingerprint: detector])
  }

  func add(_ detector: Detector) { detectors.withLock { $0[detector.encoder.fingerprint] = detector } }

  /// The detector of one encoder's vectors; `nil` if the pack's texts are not embedded for it.
  func detector(of encoder: Fingerprint) -> Detector? { detectors.withLock { $0[encoder] } }

  /// The detector whose texts the vectors may be compared with.
  func detector(for embeddings: [ImageEmbedding]) throws -> Detector {
    let encoders = Set(embeddings.map(\.encoder))
    guard let encoder = encoders.first, encoders.count == 1 else { throw Unknown() }
    guard let encoder else { return first }
    guard let detector = detectors.withLock({ $0[encoder] }) else { throw Unknown() }
    return detector
  }
}
