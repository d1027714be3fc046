/// What a threshold is measured in.
public enum ThresholdScale: String, Sendable, Hashable, Codable, CaseIterable {
  /// Calibrated probability, 0…1.
  case probability
  /// Quantile of the evidence over a recorded, frozen stretch of this stream's ordinary frames, 0…1.
  case background
}
