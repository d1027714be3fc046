public import Foundation
internal import OpenVINO
public import Vocabulary

/// The bare vision tower of a SigLIP directory, for measuring: no picture, no preprocessing, no actor.
///
/// - Threading: one owner, where blocking is allowed.
public final class TowerBenchmark {
  private let walk: ChainWalk
  private let chain: SliceChain
  private let graph: SigLIPVisionGraph
  private let configuration: SigLIPConfiguration
  private var positions: PositionTable

  /// - Parameters:
  ///   - directory: as Hugging Face lays it out.
  ///   - precision: in which it computes.
  ///   - isWhole: one graph instead of a chain of slices.
  ///   - allowsTiles: whether layers may run on tiles, where the processor multiplies them.
  ///   - hasMap: whether the patch map is computed too.
  ///   - caches: where int8 weights are kept.
  ///   - threads: those of one inference.
  public init(
    directory: URL, precision: Precision, isWhole: Bool = false, allowsTiles: Bool = true, hasMap: Bool = true,
    caches: URL?, threads: Int = min(ProcessInfo.processInfo.activeProcessorCount, 8)
  ) throws(EncodingError) {
    let files = try SigLIPDirectory(directory)
    var graph = try files.visionGraph(precision, caches: caches, FileHashes(folder: caches))
    graph.hasMap = hasMap
    let engine = try Engine(threads: threads, precision: precision, allowsTiles: allowsTiles)
    chain =
      try isWhole
      ? SliceChain(whole: graph, over: files.checkpoint, on: engine) : SliceChain(graph, over: files.checkpoint, on: engine)
    walk = try ChainWalk(chain)
    let side = files.configuration.gridSide
    positions = PositionTable(
      try files.checkpoint.floats(SigLIPVisionGraph.positionsName, shape: [side * side, files.configuration.vision.width]),
      side: side, width: files.configuration.vision.width)
    (self.graph, configuration) = (graph, files.configuration)
  }

  /// Whether layers run on tiles instead of the library.
  public var isOnTiles: Bool { chain.tiles != nil }

  /// Tokens of the full grid.
  public var fullGrid: Int { configuration.gridSide * configuration.gridSide }

  /// Multiplications and additions of a run over `tokens`, the patch map's included.
  public func operationCount(tokens: Int) -> Double { graph.operationCount(tokens: tokens) }

  /// Runs once over `tokens` of patches that are the same each time.
  ///
  /// - Returns: milliseconds from the first slice to the last, and the vector, of L2 norm 1.
  public func run(tokens: Int) throws(EncodingError) -> (milliseconds: Double, vector: [Float]) {
    let columns = (1...tokens).last { tokens.isMultiple(of: $0) && $0 * $0 <= tokens } ?? 1
    let table = positions.positions(columns: columns, rows: tokens / columns)
    try walk.begin(positions: table) { span in
      // Any numbers on −1…1 without a pattern that a norm would flatten.
      var state: UInt32 = 1
      for place in span.indices {
        state = state &* 1_664_525 &+ 1_013_904_223
        span[place] = Float(state >> 8) / 8_388_608 - 1
      }
    }
    let start = ContinuousClock.now
    try walk.finish()
    let took = ContinuousClock.now - start
    return (took.milliseconds, try Vectors.unit(try walk.output("embedding")[...], output: "embedding"))
  }

  /// As ``SigLIPEncoder`` does after its first run.
  public func forgetWeights() { chain.forgetWeights() }
}
