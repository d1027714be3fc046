/// Why nothing was multiplied on tiles.
public enum TilesError: Error, Hashable, CustomStringConvertible {
  /// The processor or its kernel has none.
  case unavailable
  /// There was no memory for weights, threads or a run.
  case memory

  public var description: String {
    switch self {
    case .unavailable: "this processor or its kernel has neither AMX nor AVX-512 with VNNI and BF16"
    case .memory: "there is no memory for the weights or the run of a layer on tiles; give the process more, or use int8"
    }
  }
}
