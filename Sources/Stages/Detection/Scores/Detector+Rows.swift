import DotProducts
public import Vocabulary

/// Scoring many kept frames at once: the same numbers as frame by frame, to the last bit, since each product is the same sum in the
/// same order.
extension Detector {
  /// Which vectors of each frame give evidence; `nil` for a frame that has none, or that the gate refuses.
  ///
  /// - Parameter vectors: of this detector's encoder.
  /// - Returns: for each frame the rows that passed the gate.
  public func accepted(in vectors: VectorRows) -> [[Int]?] {
    let margins = gate.margins(of: vectors)
    return vectors.frames.map { frame in
      guard frame.count > 0 else { return nil }
      let verdict = gate.judge(margins: Array(margins[frame.first..<(frame.first + frame.count)]))
      return verdict.isInDomain ? verdict.accepted.map { frame.first + $0 } : nil
    }
  }

  /// The evidence of one condition in each frame.
  ///
  /// - Parameters:
  ///   - condition: of the pack.
  ///   - vectors: of this detector's encoder.
  ///   - accepted: what ``accepted(in:)`` gave for them.
  /// - Returns: for each frame its evidence, `nil` where the frame gives none; `nil` if the condition is not scored.
  public func evidence(
    of condition: ConditionIdentifier, in vectors: VectorRows, accepted: [[Int]?]
  ) -> [Double?]? {
    guard let entry = entry(of: condition) else { return nil }
    if let head = heads[entry] {
      // A head was fitted on whole frames and crops alike: nothing is taken off.
      return accepted.map { rows in
        rows?.map { Float(head.evidence(vectors.rows.row($0))) }.max().map { Double($0) }
      }
    }
    let products = vectors.rows.products(with: matrix.row(entry))
    return accepted.map { rows in
      rows?.map { products[$0] - vectors.deductions[$0] }.max().map { Double($0) }
    }
  }

  /// The fitted head that scores a condition in place of the wordings.
  ///
  /// - Parameter condition: of the pack.
  /// - Returns: `nil` where the wordings score it.
  public func head(of condition: ConditionIdentifier) -> HeadReference? { entry(of: condition).flatMap { heads[$0]?.reference } }

  /// The calibrated probability of an amount of evidence.
  ///
  /// - Parameters:
  ///   - evidence: of `condition`.
  ///   - condition: of the pack.
  /// - Returns: `nil` where no calibration stands behind it.
  public func probability(_ evidence: Double, of condition: ConditionIdentifier) -> Double? {
    curves[condition]?.probability(evidence)
  }

  /// The place of a condition among the entries; `nil` for one that is not scored.
  private func entry(of condition: ConditionIdentifier) -> Int? {
    guard known.map({ $0.contains(condition) }) ?? true else { return nil }
    return entries.firstIndex { $0.id == condition && !$0.isControl }
  }
}

extension DomainGate {
  /// The margin of each row.
  func margins(of vectors: VectorRows) -> [Double] {
    vectors.logits.indices.map { row in
      margin(logit: vectors.logits[row]) { vectors.rows.row(row) }
    }
  }
}
