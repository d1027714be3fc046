import Foundation
import Vocabulary

// swift-format-ignore: NeverForceUnwrap
/// Records as the road makes them.
enum Samples {
  static let bedside = StreamIdentifier("bedside")!
  static let demo = StreamIdentifier("demo")!
  static let melanoma = ConditionIdentifier("melanoma")!
  static let psoriasis = ConditionIdentifier("psoriasis")!

  static func alert(
    session: SessionIdentifier, stream: StreamIdentifier = bedside, condition: ConditionIdentifier = melanoma,
    dimension: Int = 16, frames: Int = 2
  ) -> AlertRecord {
    AlertRecord(
      id: AlertIdentifier(), stream: stream, session: session, condition: condition,
      codes: [OntologyCode(system: "http://hl7.org/fhir/sid/icd-10", code: "C43", display: "Malignant melanoma of skin")],
      tier: .warning, raisedAt: "2026-11-24T13:17:12.345Z", capturedAt: "2026-11-24T13:17:12.300Z", probability: 0.71,
      threshold: ThresholdSetting(enter: 0.62, exit: 0.5),
      why: (0..<frames).map { frame in
        AlertReasonFrame(
          frame: UInt64(frame), capturedAt: "2026-11-24T13:17:12.300Z", evidence: Double(vector(dimension, frame)[0]), value: 0.7,
          vector: vector(dimension, frame))
      },
      model: Fingerprint("m"), pack: Fingerprint("p"), preprocessing: "serving", frameSHA256: String(repeating: "a", count: 64),
      demo: false)
  }

  static func vector(_ dimension: Int, _ seed: Int) -> [Float] {
    (0..<dimension).map { Float(sin(Double($0 * 7 + seed + 1))) / Float(dimension).squareRoot() }
  }
}
