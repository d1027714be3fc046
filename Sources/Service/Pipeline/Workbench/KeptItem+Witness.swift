import Vectors
import Vocabulary

extension KeptItem {
  /// - Parameters:
  ///   - frame: what the road saw.
  ///   - retainDays: as the session's consent says.
  init(_ frame: WitnessedFrame, retainDays: Int?) {
    self.init(
      stream: frame.stream, session: frame.session, encoder: frame.encoder.fingerprint, retainDays: retainDays,
      frame: KeptFrame(
        sequence: frame.sequence, capturedAt: frame.capturedAt, reasons: frame.reasons,
        views: frame.embeddings.map { embedding in
          KeptView(
            region: embedding.region, deduction: frame.encoder.deduction(of: embedding), domainLogit: embedding.domainLogit,
            vector: embedding.vector)
        }))
  }
}
