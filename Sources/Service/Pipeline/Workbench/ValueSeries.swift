import Vectors
import Vocabulary

/// The values of many frames in few numbers, for a picture of them.
struct ValueSeries: Sendable {
  static let steps = 360
  static let bins = 50

  /// Highest value of each step.
  let highest: [Double?]
  /// Frames by value, from 0 to 1.
  let histogram: [Int]

  /// - Parameters:
  ///   - frames: in order.
  ///   - values: one for each frame.
  ///   - wall: what the steps divide.
  init(_ frames: [KeptStretch.Head], values: [Double?], wall: ClosedRange<Int64>) {
    var highest = [Double?](repeating: nil, count: Self.steps)
    var histogram = [Int](repeating: 0, count: Self.bins)
    let step = Self.stepMilliseconds(of: wall)
    for (frame, value) in zip(frames, values) {
      guard let value else { continue }
      let place = Int((frame.capturedAt.wallMilliseconds - wall.lowerBound) / step)
      if highest.indices.contains(place) { highest[place] = max(highest[place] ?? 0, value) }
      histogram[min(Self.bins - 1, max(0, Int(value * Double(Self.bins))))] += 1
    }
    // What a screen draws needs no more than a thousandth.
    self.highest = highest.map { $0.map { ($0 * 1000).rounded() / 1000 } }
    self.histogram = histogram
  }

  static func stepMilliseconds(of wall: ClosedRange<Int64>) -> Int64 {
    max(1, (wall.upperBound - wall.lowerBound + Int64(steps) - 1) / Int64(steps))
  }
}
