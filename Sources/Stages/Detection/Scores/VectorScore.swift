/// What one vector says of one condition: enough to re-derive an alert from the vector that the journal keeps.
public struct VectorScore: Sendable, Hashable {
  /// Mean cosine with the condition's wordings, −1…1.
  public let similarity: Double
  /// Pairwise softmax of condition and references, mean over templates, 0…1.
  public let presence: Double
  /// Mean over templates of similarity to the condition less similarity to its references, −2…2.
  public let evidence: Double
  /// Calibrated, 0…1; `nil` where no calibration exists.
  public let probability: Double?
}
