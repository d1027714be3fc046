internal import OpenVINO

/// Draws the vision tower over a checkpoint.
///
/// - Shape: `patches` f32 `[B, N, 3·p·p]` and `positions` f32 `[N, width]`, N from 1 to the whole grid → `embedding` f32 `[B, width]`
///   and `patch_map` f32 `[B, N, width]`, neither normalised.
/// - Source: Zhai et al. 2023; tensor names of Hugging Face `SiglipVisionModel`.
struct SigLIPVisionGraph {
  let configuration: SigLIPConfiguration
  private var tower: SigLIPTower { configuration.vision }
  private var width: Int { tower.width }

  static let positionsName = "vision_model.embeddings.position_embedding.weight"

  func draw(over checkpoint: Checkpoint) throws(EncodingError) -> GraphBuilder {
    var graph = GraphBuilder(checkpoint: checkpoint)
    let embedded = try embeddings(&graph)
    let states = try tower.draw(&graph, embedded, layers: "vision_model.encoder.layers")
    let x = try graph.layerNorm(states, "vision_model.post_layernorm", width: width, epsilon: tower.epsilon)
    // [B, 1, width] → [B, width]
    graph.result(graph.reshape(try pooled(&graph, x), to: [0, width]), "embedding")
    graph.result(try perPatch(&graph, x), "patch_map")
    return graph
  }

  /// A convolution whose stride is its size is a matrix over patches: W·patch + b + position. `[B, N, P] → [B, N, width]`
  private func embeddings(_ graph: inout GraphBuilder) throws(EncodingError) -> Node {
    let side = configuration.patchSide
    let patches = graph.parameter("patches", .f32, [-1, -1, configuration.patchValueCount])
    let positions = graph.parameter("positions", .f32, [-1, width])
    let name = "vision_model.embeddings.patch_embedding."
    let kernel = try graph.weight(name + "weight", [width, 3, side, side], seenAs: [width, configuration.patchValueCount])
    let product = graph.matrixProduct(patches, kernel, transposeRight: true)
    return graph.add(graph.add(product, try graph.weight(name + "bias", [width])), positions)
  }

  private static let head = "vision_model.head."

  /// A learned probe attends to all patches, then h + MLP(norm h). `[B, N, width] → [B, 1, width]`
  private func pooled(_ graph: inout GraphBuilder, _ x: Node) throws(EncodingError) -> Node {
    let probe = try graph.weight(Self.head + "probe", [1, 1, width])
    let (query, key, value) = (
      try project(&graph, probe, part: 0), try project(&graph, x, part: 1), try project(&graph, x, part: 2)
    )
    let mixed = graph.probeAttention(query: query, key: key, value: value, heads: tower.headCount, width: width)
    return try finish(&graph, mixed)
  }

  /// What the head would give if the probe attended to one patch alone. `[B, N, width] → [B, N, width]`
  private func perPatch(_ graph: inout GraphBuilder, _ x: Node) throws(EncodingError) -> Node {
    try finish(&graph, try project(&graph, x, part: 2))
  }

  /// Query, key or value of the head: a third of one matrix. `[…, width] → […, width]`
  private func project(_ graph: inout GraphBuilder, _ x: Node, part: Int) throws(EncodingError) -> Node {
    let rows = (part * width)..<((part + 1) * width)
    let weight = try graph.weight(Self.head + "attention.in_proj_weight", [3 * width, width], rows: rows)
    let bias = try graph.weight(Self.head + "attention.in_proj_bias", [3 * width], rows: rows)
    return graph.add(graph.matrixProduct(x, weight, transposeRight: true), bias)
  }

  /// h = W·mixed + b; h + MLP(norm h). `[…, width] → […, width]`
  private func finish(_ graph: inout GraphBuilder, _ mixed: Node) throws(EncodingError) -> Node {
    let h = try graph.linear(mixed, Self.head + "attention.out_proj", from: width, to: width)
    let normal = try graph.layerNorm(h, Self.head + "layernorm", width: width, epsilon: tower.epsilon)
    return graph.add(h, try tower.perceptron(&graph, normal, Self.head + "mlp."))
  }
}
