internal import Dispatch
internal import OpenVINO
internal import Synchronization
internal import Tiles

/// A tower, compiled once as a chain of slices that anyone may walk at their own pace.
///
/// - Threading: immutable, safe from any thread; each walker has a ``ChainWalk`` of its own.
final class SliceChain: Sendable {
  let slices: [ChainSlice]
  let width: Int
  /// Numbers of a token of the input.
  let inputWidth: Int
  /// What multiplies the layers, or `nil` if the library does.
  let tiles: TileInstructions?

  /// Compiles slice after slice, or packs the layers for tiles where something multiplies them. Blocks for a second or two with the real one.
  init(_ graph: some SlicedTower, over checkpoint: Checkpoint, on engine: Engine) throws(EncodingError) {
    // Drawn in any case: what is wrong with the checkpoint is said in its own terms.
    let drawn = try graph.slices(over: checkpoint)
    tiles = engine.tiles(for: graph)
    let packed = tiles == nil ? 0..<0 : 1..<(drawn.count - 1)
    var slices: [ChainSlice] = []
    if let tiles { slices = try Self.pack(packed, graph, checkpoint, for: tiles, threads: engine.threads) }
    for (number, slice) in drawn.enumerated() where !packed.contains(number) {
      slices.insert(.graph(try engine.compile(slice, named: "\(Self.name(of: graph))-\(number)")), at: number)
    }
    self.slices = slices
    (width, inputWidth) = (graph.tower.width, graph.inputWidth)
  }

  /// The same tower as one slice.
  init(whole graph: some SlicedTower, over checkpoint: Checkpoint, on engine: Engine) throws(EncodingError) {
    slices = [.graph(try engine.compile(try graph.draw(over: checkpoint), named: Self.name(of: graph)))]
    (width, inputWidth, tiles) = (graph.tower.width, graph.inputWidth, nil)
  }

  private static func name<Graph: SlicedTower>(of graph: Graph) -> String { Graph.name }

  /// The layers behind the slices `numbers`, packed side by side.
  private static func pack(
    _ numbers: Range<Int>, _ graph: some SlicedTower, _ checkpoint: Checkpoint, for tiles: TileInstructions, threads: Int
  ) throws(EncodingError) -> [ChainSlice] {
    let pool: TilePool
    do { pool = try TilePool(threads: threads) } catch { throw .tiles(error) }
    let packed = Mutex([Result<TileLayer, EncodingError>?](repeating: nil, count: numbers.count))
    DispatchQueue.concurrentPerform(iterations: numbers.count) { layer in
      let made = Result { () throws(EncodingError) in try graph.tileLayer(layer, over: checkpoint, for: tiles) }
      packed.withLock { $0[layer] = made }
    }
    // Packing read them through the files' own mappings, and has copied them.
    for file in checkpoint.files.map(\.file) + (graph.quantised.map { [$0.file] } ?? []) { file.forget() }
    var slices: [ChainSlice] = []
    for made in packed.withLock({ $0 }) {
      if let made { slices.append(.layer(try made.get(), pool)) }
    }
    return slices
  }

  /// Gives the pages of the weight files back, after the first run: the engine has packed its own copy.
  func forgetWeights() { for slice in slices { slice.forgetWeights() } }
}
