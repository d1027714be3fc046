import Detection
import Journal
import Tuning
public import Vocabulary

/// Computes an alert's evidence again from the vectors in its record, with the encoder's and pack's own prompts.
public struct EvidenceRederivation: Sendable {
  private let detectors: [Fingerprint: Detector]
  private let encoders: Set<Fingerprint>
  private let heads: HeadStore?

  /// - Parameters:
  ///   - model: alerts of any other encoder cannot be computed again; those of the same one in another precision can.
  ///   - packs: those that this machine has.
  ///   - data: the data folder, whose fitted heads alerts may name; `nil` = there are none.
  public init(model: ReadyModel, packs: [Pack], data: String? = nil) async throws {
    encoders = model.kin
    heads = data.map { HeadStore(data: $0) }
    var detectors: [Fingerprint: Detector] = [:]
    for pack in packs { detectors[pack.fingerprint] = try await model.specialty(pack).detector }
    self.detectors = detectors
  }

  /// One number for each frame of `why`; `nil` if the alert was raised by another encoder or pack, or has no vectors.
  ///
  /// - Throws: `TamperedHead` where the head that it names is not the one that was signed then, another error where it is not here.
  public func evidence(of alert: AlertRecord) throws -> [Double]? {
    guard encoders.contains(alert.model) else { return nil }
    if let reference = alert.head { return try evidence(of: alert, by: reference) }
    guard let detector = detectors[alert.pack] else { return nil }
    var evidence: [Double] = []
    for frame in alert.why {
      guard let vector = frame.vector, let score = try detector.score(vector, of: alert.condition) else { return nil }
      evidence.append(score.evidence - (frame.deduction ?? 0))
    }
    return evidence
  }

  private func evidence(of alert: AlertRecord, by reference: HeadReference) throws -> [Double]? {
    guard let heads else { return nil }
    let head = try signed(reference, in: heads)
    guard let part = head.content.conditions.first(where: { $0.condition == alert.condition }) else { return nil }
    var evidence: [Double] = []
    for frame in alert.why {
      guard let vector = frame.vector, vector.count == part.model.weights.count else { return nil }
      evidence.append(Double(Float(part.model.logit(vector))) - (frame.deduction ?? 0))
    }
    return evidence
  }
  private func signed(_ reference: HeadReference, in heads: HeadStore) throws -> SignedHead {
    do throws(TuningError) {
      let head = try heads.head(reference.name, reference.version)
      guard head.sha256 == reference.sha256 else {
        throw TuningError.tampered(
          file: "heads/\(reference.name)/\(reference.version).json", problem: "it is not the head that raised this alert")
      }
      return head
    } catch {
      guard case .tampered = error else { throw error }
      throw TamperedHead(name: reference.name, version: reference.version, problem: "\(error)")
    }
  }
}
