import Vocabulary

/// Decides whether a frame belongs to the pack's domain, and which of its embeddings do.
///
/// With several embeddings the whole frame may be lifted by its best crop, half and half: an arm held into a room's picture is
/// accepted for the arm, while a wall does not become skin because one knot in it looks like a mole. Crops that fail on their own
/// give no evidence.
struct DomainGate: Sendable {
  struct Verdict {
    let isInDomain: Bool
    /// Of the frame, less the threshold.
    let margin: Double
    /// Indices of the embeddings that give evidence; all of them where none passes, for callers that ignore the gate.
    let accepted: [Int]
  }

  private let threshold: Float?
  private let prompts: DirectionMatrix
  private let inDomainCount: Int

  init(_ encoder: EncoderDescription, inDomain: [[Float]], outOfDomain: [[Float]]) {
    threshold = encoder.domainThreshold
    prompts = DirectionMatrix(inDomain + outOfDomain, dimension: encoder.dimension)
    inDomainCount = inDomain.count
  }

  func judge(_ embeddings: [ImageEmbedding]) -> Verdict {
    judge(margins: embeddings.map { embedding in margin(logit: embedding.domainLogit) { embedding.vector[...] } })
  }

  /// - Parameter margins: of a frame's embeddings, the whole frame's first.
  func judge(margins: [Double]) -> Verdict {
    let crops = margins.dropFirst()
    let frame = crops.max().map { max(margins[0], (margins[0] + $0) / 2) } ?? margins[0]
    let accepted = margins.indices.filter { margins[$0] >= 0 }
    return Verdict(isInDomain: frame >= 0, margin: frame, accepted: frame >= 0 ? accepted : Array(margins.indices))
  }

  /// The encoder's own gate where it has one, else the best wording of the domain against the best wording of what is outside.
  func margin(logit: Float?, vector: () -> ArraySlice<Float>) -> Double {
    if let threshold, let logit { return Double(logit - threshold) }
    let cosines = prompts.product(vector())
    guard let inside = cosines.prefix(inDomainCount).max(), let outside = cosines.dropFirst(inDomainCount).max() else { return 0 }
    return Double(inside - outside)
  }
}
