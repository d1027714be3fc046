public import DotProducts

/// The vectors of many frames, for scoring all of them at once.
public struct VectorRows: Sendable {
  /// One frame's vectors.
  public struct Frame: Sendable, Hashable {
    /// Place of its first vector among the rows.
    public let first: Int
    /// How many it has, the whole frame's first; 0 for one that was refused.
    public let count: Int

    /// - Parameters:
    ///   - first: place of its first vector among the rows.
    ///   - count: how many it has.
    public init(first: Int, count: Int) {
      self.first = first
      self.count = count
    }
  }

  let rows: FloatRows
  let frames: [Frame]
  /// For each row what was taken off its evidence.
  let deductions: [Float]
  /// For each row the logit of the encoder's own gate.
  let logits: [Float?]

  /// - Parameters:
  ///   - rows: all vectors.
  ///   - frames: which rows belong to which frame.
  ///   - deductions: for each row what is taken off its evidence.
  ///   - logits: for each row the logit of the encoder's own gate; `nil` where it has none.
  public init(rows: FloatRows, frames: [Frame], deductions: [Double], logits: [Float?]) {
    precondition(rows.count == deductions.count && rows.count == logits.count, "a deduction and a logit for each row")
    precondition(frames.allSatisfy { $0.first >= 0 && $0.first + $0.count <= rows.count }, "frames name rows that are there")
    self.rows = rows
    self.frames = frames
    self.deductions = deductions.map { Float($0) }
    self.logits = logits
  }
}
