import Explanation
import Foundation
import Vocabulary

enum Samples {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func condition(_ text: String) -> ConditionIdentifier {
    guard let id = ConditionIdentifier(text) else { preconditionFailure("no condition id: \(text)") }
    return id
  }

  static func fingerprint(_ text: String) -> Fingerprint { Fingerprint(text) }

  static let observation = AlertObservation(
    similarity: 0.31, presence: 0.83, evidence: 0.12,
    places: [
      .init(
        region: Region(x: 0.1, y: 0.1, width: 0.2, height: 0.2, weight: 1),
        colour: .init(red: 90, green: 60, blue: 45), surroundings: .init(red: 205, green: 160, blue: 135))
    ],
    others: [.init(condition: condition("seborrheic-keratosis"), probability: 0.21, presence: 0.6)])

  static func alert(
    _ id: String = "melanoma", probability: Double? = 0.46, scale: ThresholdScale = .probability,
    observation: AlertObservation? = observation, demo: Bool = false
  ) -> AlertRecord {
    guard let stream = StreamIdentifier("bedside") else { preconditionFailure("a stream's id") }
    return AlertRecord(
      id: AlertIdentifier(), stream: stream, session: SessionIdentifier(), condition: condition(id), codes: [],
      tier: .warning, raisedAt: "2026-11-24T13:17:12.345Z", capturedAt: "2026-11-24T13:17:12.300Z", probability: probability,
      threshold: ThresholdSetting(scale: scale, enter: 0.3, exit: 0.2),
      why: [AlertReasonFrame(frame: 812, capturedAt: "2026-11-24T13:17:12.300Z", evidence: 0.12, value: 0.46, vector: nil)],
      model: fingerprint("m"), pack: fingerprint("p"), preprocessing: "serving",
      frameSHA256: String(repeating: "ab", count: 32), demo: demo, observation: observation)
  }
}
