extension FrameCounts {
  /// Counts one end.
  public mutating func add(_ outcome: FrameOutcome) {
    switch outcome {
    case .analysed: analysed += 1
    case .superseded: superseded += 1
    case .late: late += 1
    case .gated: gated += 1
    case .decodeError: decodeError += 1
    }
  }
}
