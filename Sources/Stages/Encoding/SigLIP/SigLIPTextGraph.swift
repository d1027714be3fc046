internal import OpenVINO

/// Draws the text tower over a checkpoint.
///
/// - Shape: `ids` i64 `[B, T]`, T the full length with padding (there is no mask) → `embedding` f32 `[B, dimension]`, not normalised.
/// - Source: Zhai et al. 2023; tensor names of Hugging Face `SiglipTextModel`.
struct SigLIPTextGraph: SlicedTower {
  let configuration: SigLIPConfiguration
  static let name = "siglip-text"
  static let layers = "text_model.encoder.layers"
  var tower: SigLIPTower { configuration.text }
  /// An id.
  var inputWidth: Int { 1 }
  /// Wordings are never looked up in int8: every score of a finding rests on them.
  var quantised: QuantisedWeights? { nil }
  private var width: Int { tower.width }

  func draw(over checkpoint: Checkpoint) throws(EncodingError) -> GraphBuilder {
    var graph = GraphBuilder(checkpoint: checkpoint)
    try drawLast(&graph, try tower.draw(&graph, try embeddings(&graph), layers: Self.layers))
    return graph
  }

  func drawFirst(_ graph: inout GraphBuilder) throws(EncodingError) { graph.result(try embeddings(&graph), "next") }

  /// The last place speaks for the text, padding or not. `[B, T, width] → [B, dimension]`
  func drawLast(_ graph: inout GraphBuilder, _ states: Node) throws(EncodingError) {
    let x = try graph.layerNorm(states, "text_model.final_layer_norm", width: width, epsilon: tower.epsilon)
    // [B, T, width] → [B, width]
    let last = graph.gather(x, at: graph.integers([configuration.textLength - 1], scalar: true), axis: 1)
    graph.result(try graph.linear(last, "text_model.head", from: width, to: configuration.dimension), "embedding")
  }

  /// A row for each id, and one for its place. `[B, T] → [B, T, width]`
  private func embeddings(_ graph: inout GraphBuilder) throws(EncodingError) -> Node {
    let ids = graph.parameter("ids", .i64, [-1, configuration.textLength])
    let name = "text_model.embeddings."
    let words = try graph.weight(name + "token_embedding.weight", [configuration.vocabularyCount, width])
    let places = try graph.weight(name + "position_embedding.weight", [configuration.textLength, width])
    return graph.add(graph.gather(words, at: ids), places)
  }
}
