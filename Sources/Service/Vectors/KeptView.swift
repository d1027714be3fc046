public import Vocabulary

/// One embedding of a frame as it is kept: enough to score it again to the last bit, and nothing of the picture.
public struct KeptView: Sendable, Hashable {
  /// The part of the frame that the vector describes.
  public let region: Region
  /// What was taken off its evidence, as the encoder stated it.
  public let deduction: Double
  /// The logit of the encoder's own gate; `nil` where it has none.
  public let domainLogit: Float?
  /// L2 norm 1.
  public let vector: [Float]

  /// - Parameters:
  ///   - region: the part of the frame that the vector describes.
  ///   - deduction: what was taken off its evidence.
  ///   - domainLogit: the logit of the encoder's own gate.
  ///   - vector: of L2 norm 1.
  public init(region: Region, deduction: Double, domainLogit: Float?, vector: [Float]) {
    self.region = region
    self.deduction = deduction
    self.domainLogit = domainLogit
    self.vector = vector
  }
}
