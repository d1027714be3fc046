import Alerting
import Cryptography
import Vocabulary

/// What an alert's record says besides the machine's decision: the encoder, the pack and the frame it rests on.
struct AlertContext: Sendable {
  let pack: Pack
  let encoder: EncoderDescription
  let frame: Frame
  /// Of that frame.
  let findings: [Finding]

  /// - Returns: `nil` if the condition has no tier, which a pack with a threshold for it always gives.
  func record(of raise: AlertRaise, at now: Moment) -> AlertRecord? {
    guard let condition = pack.conditions.first(where: { $0.id == raise.condition }), let tier = condition.tier else {
      return nil
    }
    return AlertRecord(
      id: raise.alert, stream: frame.stream, session: frame.session, condition: raise.condition, codes: condition.codes,
      tier: tier,
      raisedAt: now.rfc3339, capturedAt: raise.capturedAt.rfc3339, probability: raise.probability, threshold: raise.setting,
      why: raise.why, model: encoder.fingerprint, pack: pack.fingerprint, preprocessing: encoder.preprocessing,
      frameSHA256: SHA256.digest(of: frame.pixels.bytes).hexadecimal, demo: frame.isDemo,
      observation: AlertObservation(of: raise.condition, findings: findings, pixels: frame.pixels),
      head: findings.first { $0.condition == raise.condition }?.head)
  }
}
