import Detection
import Vocabulary

/// Detection as the road calls it: the frame's record around the detector's findings.
struct PackDetector: FrameDetector {
  private let detectors: DetectorSet

  init(detectors: DetectorSet) { self.detectors = detectors }

  func score(_ frame: Frame, _ embeddings: [ImageEmbedding]) throws -> Scored {
    let detector = try detectors.detector(for: embeddings)
    let found = try detector.detect(embeddings)
    let assessment = Assessment(
      frame: frame, model: detector.encoder.model, precision: detector.encoder.precision,
      tokens: embeddings.reduce(0) { $0 + $1.tokens }, isFullGrid: embeddings.first?.isFullGrid ?? false,
      gateReasons: found.gateReasons, findings: found.findings)
    return Scored(
      assessment: assessment, embeddings: embeddings, source: found.embeddingIndices, encoder: detector.encoder,
      pack: detector.pack.fingerprint)
  }
}
