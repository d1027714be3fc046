/// A vector for each place that the encoder looked at, in the same space as the texts.
public struct PatchGrid: Sendable {
  /// The rectangle of the frame that the grid covers.
  public let region: Region
  public let columns: Int
  public let rows: Int
  public let dimension: Int
  /// - Shape: `[rows × columns × dimension]`, row-major, all zeros for a place that was not encoded. Each vector has L2 norm 1 where the
  ///   encoder pools by attention; where the embedding is the mean of its places, each has its own length and their mean has norm 1.
  public let values: [Float]

  public init(region: Region, columns: Int, rows: Int, dimension: Int, values: [Float]) {
    precondition(values.count == columns * rows * dimension, "a patch grid has one vector for each place")
    self.region = region
    self.columns = columns
    self.rows = rows
    self.dimension = dimension
    self.values = values
  }
}
