internal import OpenVINO
internal import Vocabulary

/// The text tower, checked against its checkpoint at once, compiled when it is first needed, and anew after it was released.
///
/// - Threading: one owner, where blocking is allowed.
final class SigLIPTextTower {
  private enum State {
    case drawn
    /// Compiled; whoever runs it has its own copy of the weights once the first run is over.
    case fresh(ChainWalk, SliceChain)
    case ready(ChainWalk)
  }

  private var state = State.drawn
  private let graph: SigLIPTextGraph
  private let checkpoint: Checkpoint
  private let threads: Int
  private let precision: Precision

  init(_ files: SigLIPDirectory, threads: Int, precision: Precision) throws(EncodingError) {
    graph = SigLIPTextGraph(configuration: files.configuration)
    checkpoint = files.checkpoint
    self.threads = threads
    self.precision = precision
    _ = try graph.draw(over: checkpoint)
  }

  /// Whether there is a copy of the weights.
  var isCompiled: Bool {
    if case .drawn = state { return false }
    return true
  }

  /// Vectors of whole texts, one behind the other, not normalised. `[texts · length] → [texts · dimension]`
  func embed(ids: [Int64]) throws(EncodingError) -> [Float] {
    let walk = try walk()
    try walk.begin(ids: ids, length: graph.configuration.textLength)
    try walk.finish()
    return try walk.output("embedding")
  }

  private func walk() throws(EncodingError) -> ChainWalk {
    switch state {
    case .ready(let walk): return walk
    case .fresh(let walk, let chain):
      // Asked a second time: the first run is over.
      chain.forgetWeights()
      state = .ready(walk)
      return walk
    case .drawn:
      let engine = try Engine(threads: threads, precision: precision)
      // Slices are for the layers' sake; the library is quicker with one graph.
      let chain =
        try engine.tiles(for: graph) != nil
        ? SliceChain(graph, over: checkpoint, on: engine) : SliceChain(whole: graph, over: checkpoint, on: engine)
      let walk = try ChainWalk(chain)
      state = .fresh(walk, chain)
      return walk
    }
  }

  /// Gives the copy of the weights back.
  func release() {
    if case .fresh(_, let chain) = state { chain.forgetWeights() }
    state = .drawn
  }
}
