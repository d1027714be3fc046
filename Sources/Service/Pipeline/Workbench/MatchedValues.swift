/// Lines the evidence of other wordings up with values in force.
///
/// Other wordings have no calibration, so that a threshold means nothing on their evidence. Quantile matching (the value at a frame's rank
/// among all frames takes the place of its evidence) makes as many frames reach each value as do now: what is compared is which frames.
enum MatchedValues {
  /// - Parameters:
  ///   - evidence: by the other wordings, frame by frame.
  ///   - values: those in force, of the same frames.
  /// - Returns: values for the other wordings; `nil` where either has none. Frames of equal evidence share the lowest value.
  static func of(_ evidence: [Double?], by values: [Double?]) -> [Double?] {
    var found = [Double?](repeating: nil, count: evidence.count)
    let both = zip(evidence, values).enumerated().compactMap { index, pair in
      pair.0.flatMap { own in pair.1.map { (index: index, evidence: own, value: $0) } }
    }
    let ladder = both.map(\.value).sorted()
    let ranked = both.sorted { $0.evidence < $1.evidence }
    var first = 0
    for (rank, frame) in ranked.enumerated() {
      if frame.evidence > ranked[first].evidence { first = rank }
      found[frame.index] = ladder[first]
    }
    return found
  }
}
