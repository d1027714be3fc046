internal import OpenVINO
internal import Tiles
internal import Vocabulary

/// A transformer that is drawn whole or in slices: what comes before the layers, each layer, what comes after.
///
/// - Shape: between slices `states` → `next` f32 `[B, N, width]`.
protocol SlicedTower: Sendable {
  /// For messages of the engine.
  static var name: String { get }
  /// What the names of the layers' tensors begin with.
  static var layers: String { get }
  var tower: SigLIPTower { get }
  /// Numbers of a token of the input.
  var inputWidth: Int { get }
  /// Int8 rows that stand in for the matrices.
  var quantised: QuantisedWeights? { get }

  /// The whole tower as one graph.
  func draw(over checkpoint: Checkpoint) throws(EncodingError) -> GraphBuilder
  /// What comes before the layers, ending in its result `next`.
  func drawFirst(_ graph: inout GraphBuilder) throws(EncodingError)
  /// What comes after the layers, from `states` to its results.
  func drawLast(_ graph: inout GraphBuilder, _ states: Node) throws(EncodingError)
}

extension SlicedTower {
  /// The tower as a chain of graphs. Equal to the whole.
  func slices(over checkpoint: Checkpoint) throws(EncodingError) -> [GraphBuilder] {
    func slice(_ body: (inout GraphBuilder) throws(EncodingError) -> Void) throws(EncodingError) -> GraphBuilder {
      var graph = GraphBuilder(checkpoint: checkpoint, quantised: quantised)
      try body(&graph)
      return graph
    }
    var slices = [try slice(drawFirst)]
    for layer in 0..<tower.layerCount {
      slices.append(
        try slice { (graph) throws(EncodingError) in
          let states = graph.parameter("states", .f32, [-1, -1, tower.width])
          graph.result(try tower.block(&graph, states, "\(Self.layers).\(layer)."), "next")
        })
    }
    slices.append(
      try slice { (graph) throws(EncodingError) in
        try drawLast(&graph, graph.parameter("states", .f32, [-1, -1, tower.width]))
      })
    return slices
  }

  /// Layer `number`, packed for tiles.
  func tileLayer(_ number: Int, over checkpoint: Checkpoint, for instructions: TileInstructions) throws(EncodingError)
    -> TileLayer
  {
    try tower.tileLayer("\(Self.layers).\(number).", over: checkpoint, quantised: quantised, for: instructions)
  }

  /// Whether the layers can run on tiles; at int8 all of their matrices have to be.
  func fitsTiles(_ precision: Precision, _ instructions: TileInstructions) -> Bool {
    let inputs = [tower.width, tower.innerWidth]
    return tower.fitsTiles
      && (precision != .int8
        || inputs.allSatisfy { SigLIPVisionGraph.isQuantisable(columns: $0) && $0 >= instructions.fewestInt8Inputs })
  }
}
