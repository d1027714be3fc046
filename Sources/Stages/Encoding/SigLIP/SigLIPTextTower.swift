internal import OpenVINO
internal import Vocabulary

/// The text tower, checked against its checkpoint at once, compiled when it is first needed, and anew after it was released.
///
/// - Threading: one owner, where blocking is allowed.
final class SigLIPTextTower {
  private let length: Int
  private let walk: LazyTower<ChainWalk>

  init(_ files: SigLIPDirectory, threads: Int, precision: Precision) throws(EncodingError) {
    let (graph, checkpoint) = (SigLIPTextGraph(configuration: files.configuration), files.checkpoint)
    _ = try graph.draw(over: checkpoint)
    length = files.configuration.textLength
    walk = LazyTower { () throws(EncodingError) in
      let chain = try Self.chain(graph, over: checkpoint, on: Engine(threads: threads, precision: precision))
      return (try ChainWalk(chain), chain.forgetWeights)
    }
  }

  /// Slices are for the layers' sake; the library is quicker with one graph.
  private static func chain(_ graph: SigLIPTextGraph, over checkpoint: Checkpoint, on engine: Engine) throws(EncodingError)
    -> SliceChain
  {
    try engine.tiles(for: graph) != nil
      ? SliceChain(graph, over: checkpoint, on: engine) : SliceChain(whole: graph, over: checkpoint, on: engine)
  }

  /// Whether there is a copy of the weights.
  var isCompiled: Bool { walk.isCompiled }

  /// Vectors of whole texts, one behind the other, not normalised. `[texts · length] → [texts · dimension]`
  func embed(ids: [Int64]) throws(EncodingError) -> [Float] {
    let walk = try walk.runner()
    try walk.begin(ids: ids, length: length)
    try walk.finish()
    return try walk.output("embedding")
  }

  /// Gives the copy of the weights back.
  func release() { walk.release() }
}
