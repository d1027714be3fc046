internal import OpenVINO

/// Draws the vision tower over a checkpoint, whole or in slices: the patches, each layer, the head.
///
/// - Shape: `patches` f32 `[B, N, 3·p·p]` and `positions` f32 `[N, width]`, N from 1 to the whole grid → `embedding` f32 `[B, width]`
///   and `patch_map` f32 `[B, N, width]`, neither normalised.
/// - Source: Zhai et al. 2023; tensor names of Hugging Face `SiglipVisionModel`.
struct SigLIPVisionGraph: SlicedTower {
  let configuration: SigLIPConfiguration
  /// Int8 rows that stand in for the matrices.
  var quantised: QuantisedWeights?
  /// Whether the patch map is computed; only measuring leaves it out.
  var hasMap = true
  var tower: SigLIPTower { configuration.vision }
  var inputWidth: Int { configuration.patchValueCount }
  private var width: Int { tower.width }

  static let positionsName = "vision_model.embeddings.position_embedding.weight"
  static let name = "siglip-vision"
  static let layers = "vision_model.encoder.layers"
  private static let head = "vision_model.head."

  func draw(over checkpoint: Checkpoint) throws(EncodingError) -> GraphBuilder {
    var graph = GraphBuilder(checkpoint: checkpoint, quantised: quantised)
    let embedded = try embeddings(&graph)
    try finish(&graph, try tower.draw(&graph, embedded, layers: Self.layers))
    return graph
  }

  func drawFirst(_ graph: inout GraphBuilder) throws(EncodingError) { graph.result(try embeddings(&graph), "next") }

  func drawLast(_ graph: inout GraphBuilder, _ states: Node) throws(EncodingError) { try finish(&graph, states) }

  /// The matrices that int8 rows may stand in for: those of the layers and of the head, but for the head's `in_proj`, which the
  /// engine's compiler refuses as int8, and the patches' kernel, which is one in five hundred of the work.
  ///
  /// A row of an odd number of int8 is multiplied wrongly by OpenVINO 2026.4.1 (37 columns: cosine 0.93 to the truth); rows that are
  /// no multiple of four stay as they are stored.
  var quantisable: [(name: String, shape: [Int])] {
    let inner = tower.innerWidth
    var matrices: [(name: String, shape: [Int])] = []
    for layer in 0..<tower.layerCount {
      let name = "\(Self.layers).\(layer)."
      for part in ["q_proj", "k_proj", "v_proj", "out_proj"] {
        matrices.append((name: name + "self_attn.\(part).weight", shape: [width, width]))
      }
      matrices.append((name: name + "mlp.fc1.weight", shape: [inner, width]))
      matrices.append((name: name + "mlp.fc2.weight", shape: [width, inner]))
    }
    matrices.append((name: Self.head + "attention.out_proj.weight", shape: [width, width]))
    matrices.append((name: Self.head + "mlp.fc1.weight", shape: [inner, width]))
    matrices.append((name: Self.head + "mlp.fc2.weight", shape: [width, inner]))
    return matrices.filter { Self.isQuantisable(columns: $0.shape[1]) }
  }

  static func isQuantisable(columns: Int) -> Bool { columns.isMultiple(of: 4) }

  /// Multiplications and additions of one run, each counted as one.
  ///
  /// - Source: the equations here: 2·out·in for each row of a linear layer, 4·N²·width for attention. Norms, GELU and softmax,
  ///   some thousandth of that, are left out.
  func operationCount(tokens: Int) -> Double {
    let (n, w, inner) = (Double(tokens), Double(width), Double(tower.innerWidth))
    let layer = 2 * n * (4 * w * w + 2 * w * inner) + 4 * n * n * w
    let embedding = 2 * n * w * Double(configuration.patchValueCount)
    // Key and value of every patch, the value through the rest of the head for the patch map, and the probe's own.
    let head = 2 * n * (3 * w * w + 2 * w * inner) + 2 * (2 * w * w + 2 * w * inner) + 4 * n * w
    return embedding + Double(tower.layerCount) * layer + head
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

  /// The last norm, then the head over all patches and over each alone. `[B, N, width] → [B, width], [B, N, width]`
  private func finish(_ graph: inout GraphBuilder, _ states: Node) throws(EncodingError) {
    let x = try graph.layerNorm(states, "vision_model.post_layernorm", width: width, epsilon: tower.epsilon)
    let value = try project(&graph, x, part: 2)
    // [B, 1, width] → [B, width]
    graph.result(graph.reshape(try pooled(&graph, x, value), to: [0, width]), "embedding")
    // What the head would give if the probe attended to one patch alone. [B, N, width] → [B, N, width]
    if hasMap { graph.result(try afterAttention(&graph, value), "patch_map") }
  }

  /// A learned probe attends to all patches. `[B, N, width]² → [B, 1, width]`
  private func pooled(_ graph: inout GraphBuilder, _ x: Node, _ value: Node) throws(EncodingError) -> Node {
    let probe = try graph.weight(Self.head + "probe", [1, 1, width])
    let (query, key) = (try project(&graph, probe, part: 0), try project(&graph, x, part: 1))
    let mixed = graph.attention(query: query, key: key, value: value, heads: tower.headCount, width: width)
    return try afterAttention(&graph, mixed)
  }

  /// Query, key or value of the head: a third of one matrix. `[…, width] → […, width]`
  private func project(_ graph: inout GraphBuilder, _ x: Node, part: Int) throws(EncodingError) -> Node {
    let rows = (part * width)..<((part + 1) * width)
    let weight = try graph.weight(Self.head + "attention.in_proj_weight", [3 * width, width], rows: rows)
    let bias = try graph.weight(Self.head + "attention.in_proj_bias", [3 * width], rows: rows)
    return graph.add(graph.matrixProduct(x, weight, transposeRight: true), bias)
  }

  /// h = W·mixed + b; h + MLP(norm h). `[…, width] → […, width]`
  private func afterAttention(_ graph: inout GraphBuilder, _ mixed: Node) throws(EncodingError) -> Node {
    let h = try graph.linear(mixed, Self.head + "attention.out_proj", from: width, to: width)
    let normal = try graph.layerNorm(h, Self.head + "layernorm", width: width, epsilon: tower.epsilon)
    return graph.add(h, try tower.perceptron(&graph, normal, Self.head + "mlp."))
  }
}
