internal import CResampling

/// Along one axis: the window of values that makes each result, and the weight of each value in it.
///
/// Windows are padded with weights of zero to whole groups of lanes, so that a window is a few vector operations.
///
/// - Threading: immutable.
public struct WindowWeights: Sendable {
  /// Values that the padding may read after the last window's own; a row of values needs as many more.
  public let padding: Int
  private let starts: [Int32]
  private let weights: [Float]
  private let groups: Int
  private let least: Int

  /// - Parameters:
  ///   - starts: the first value of each window, 0 or more.
  ///   - weights: `tapCount` for each window, one window after another.
  ///   - tapCount: values in a window, 1 or more.
  /// - Precondition: `weights` holds `starts.count × tapCount` numbers and no start is negative.
  public init(starts: [Int], weights: [Float], tapCount: Int) {
    precondition(tapCount > 0 && weights.count == starts.count * tapCount, "\(tapCount) weights a window are needed")
    precondition(starts.allSatisfy { $0 >= 0 && $0 < 1 << 30 }, "a window starts within its row")
    let lanes = Int(RESAMPLING_LANES)
    groups = (tapCount + lanes - 1) / lanes
    padding = groups * lanes - tapCount
    self.starts = starts.map(Int32.init)
    var padded = [Float](repeating: 0, count: starts.count * groups * lanes)
    for window in starts.indices {
      for tap in 0..<tapCount { padded[window * groups * lanes + tap] = weights[window * tapCount + tap] }
    }
    self.weights = padded
    least = (starts.max() ?? 0) + groups * lanes
  }

  /// Windows, and so results.
  public var count: Int { starts.count }

  /// The weighted sum of each window.
  ///
  /// - Parameters:
  ///   - values: the row, with ``padding`` finite values after the last that a window needs.
  ///   - result: receives ``count`` sums.
  /// - Precondition: `values` reaches to the end of the last padded window and `result` has ``count`` places.
  public func gather(_ values: [Float], into result: inout [Float]) {
    precondition(values.count >= least && result.count == count, "\(least) values and \(count) places are needed")
    unsafe values.withUnsafeBufferPointer { values in
      unsafe result.withUnsafeMutableBufferPointer { result in
        guard let values = values.baseAddress, let result = result.baseAddress else { return }
        unsafe resampling_gather(values, starts, weights, groups, result, count)
      }
    }
  }
}
