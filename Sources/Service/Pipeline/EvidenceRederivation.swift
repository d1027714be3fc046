import Detection
public import Vocabulary

/// Computes an alert's evidence again from the vectors in its record, with the encoder's and pack's own prompts.
public struct EvidenceRederivation: Sendable {
  private let detectors: [Fingerprint: Detector]
  private let encoders: Set<Fingerprint>

  /// - Parameters:
  ///   - model: alerts of any other encoder cannot be computed again; those of the same one in another precision can.
  ///   - packs: those that this machine has.
  public init(model: ReadyModel, packs: [Pack]) async throws {
    encoders = model.kin
    var detectors: [Fingerprint: Detector] = [:]
    for pack in packs { detectors[pack.fingerprint] = try await model.specialty(pack).detector }
    self.detectors = detectors
  }

  /// One number for each frame of `why`; `nil` if the alert was raised by another encoder or pack, or has no vectors.
  public func evidence(of alert: AlertRecord) throws -> [Double]? {
    guard encoders.contains(alert.model), let detector = detectors[alert.pack] else { return nil }
    var evidence: [Double] = []
    for frame in alert.why {
      guard let vector = frame.vector, let score = try detector.score(vector, of: alert.condition) else { return nil }
      evidence.append(score.evidence - (frame.deduction ?? 0))
    }
    return evidence
  }
}
