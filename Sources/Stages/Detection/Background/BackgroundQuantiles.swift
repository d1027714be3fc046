public import Vocabulary

/// A stream's ordinary frames, frozen: what the `background` scale is measured against. Valid for the model and pack that
/// recorded it.
public struct BackgroundQuantiles: Sendable, Hashable, Codable {
  public let model: Fingerprint
  public let pack: Fingerprint
  /// RFC 3339.
  public let recordedFrom: String
  public let recordedTo: String
  public let frames: Int
  public let curves: [ConditionIdentifier: BackgroundCurve]

  public init(
    model: Fingerprint, pack: Fingerprint, recordedFrom: String, recordedTo: String, frames: Int,
    curves: [ConditionIdentifier: BackgroundCurve]
  ) {
    self.model = model
    self.pack = pack
    self.recordedFrom = recordedFrom
    self.recordedTo = recordedTo
    self.frames = frames
    self.curves = curves
  }

  enum CodingKeys: String, CodingKey {
    case model, pack, frames, curves
    case recordedFrom = "recorded_from"
    case recordedTo = "recorded_to"
  }

  /// Whether it was recorded with this model and pack.
  public func fits(model: Fingerprint, pack: Fingerprint) -> Bool { self.model == model && self.pack == pack }

  /// The share of the recorded frames with less evidence of `condition`, 0…1; `nil` if it was not recorded.
  public func quantile(_ evidence: Double, of condition: ConditionIdentifier) -> Double? {
    curves[condition]?.quantile(evidence)
  }
}
