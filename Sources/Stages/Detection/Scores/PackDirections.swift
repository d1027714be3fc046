import Vocabulary

/// A pack's prompts boiled down to directions in the encoder's space. Similarity and evidence are means of cosines, hence linear
/// in the picture's vector, so one direction each serves all templates and terms.
struct PackDirections: Sendable {
  /// One row for each condition and control: mean over templates of (its terms less its references).
  let evidence: [[Float]]
  /// One row for each: mean over templates and terms.
  let similarity: [[Float]]
  /// - Shape: `[entries][templates]` rows; what the pairwise softmax compares, template by template.
  let differences: [[[Float]]]
  let gateIn: [[Float]]
  let gateOut: [[Float]]

  /// - Parameter vectors: one for each of `prompts.texts`, of equal length.
  init(_ prompts: PackPrompts, vectors: [[Float]]) {
    func mean(_ rows: [Int]) -> [Float] { Self.mean(rows.map { vectors[$0] }) }
    // The reference is normal skin and what is no skin at all, half and half, in the same template.
    let references = zip(prompts.normal.rows, prompts.outOfDomain.rows).map { Self.mean([mean($0), mean($1)]) }
    let targets = prompts.entries.map { entry in entry.rows.map(mean) }
    similarity = targets.map(Self.mean)
    differences = targets.map { zip($0, references).map(Self.difference) }
    evidence = differences.map(Self.mean)
    gateIn = prompts.gateIn.map { vectors[$0] }
    gateOut = prompts.gateOut.map { vectors[$0] }
  }

  /// What a dense map is read along: evidence less half of the conditions' mean evidence. That is the similarity to the condition
  /// less the mean map over all prompts, the conditions' and the references' weighing alike; what is common to all conditions (an
  /// odd patch that resembles every text) goes, what tells a spot from skin stays.
  ///
  /// - Parameter conditions: the rows that count as conditions: those that the encoder knows, so that a pack's further conditions do not
  ///   move its maps.
  func maps(conditions: [Int]) -> [[Float]] {
    let common = Self.mean(conditions.map { evidence[$0] })
    guard !common.isEmpty else { return evidence }
    return evidence.map { zip($0, common).map { $0 - $1 / 2 } }
  }

  private static func mean(_ vectors: [[Float]]) -> [Float] {
    guard let first = vectors.first else { return [] }
    var sum = [Double](repeating: 0, count: first.count)
    for vector in vectors { for index in sum.indices { sum[index] += Double(vector[index]) } }
    return sum.map { Float($0 / Double(vectors.count)) }
  }

  private static func difference(_ left: [Float], _ right: [Float]) -> [Float] { zip(left, right).map { $0 - $1 } }
}
