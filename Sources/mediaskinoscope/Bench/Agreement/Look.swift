import Vocabulary

/// What one number of tokens says of a picture.
struct Look: Sendable {
  let isRefusedByFraming: Bool
  let isRefusedByGate: Bool
  let findings: [Finding]
  /// The pack's, where a probability exists to compare with them.
  let thresholds: [ConditionIdentifier: ThresholdSetting]

  func evidence(on condition: ConditionIdentifier) -> Double? { findings.first { $0.condition == condition }?.evidence }

  /// Whether a condition reaches its threshold, whatever the gate says: the pack's on its probability, else `background` on its evidence.
  func alerts(on condition: ConditionIdentifier, background: [ConditionIdentifier: Double]) -> Bool {
    guard let finding = findings.first(where: { $0.condition == condition }) else { return false }
    if let probability = finding.probability, let setting = thresholds[condition], setting.scale == .probability {
      return probability >= setting.enter
    }
    return background[condition].map { finding.evidence > $0 } ?? false
  }
}
