/// What a turn of the full grids beside the frames did.
public enum FullGridProgress: Sendable {
  /// Nothing: no frame waits for its full grid, or their share of the time is used up.
  case idle
  /// A part of a grid.
  case advanced
  /// The last part.
  case finished(FullGridResult)
}
