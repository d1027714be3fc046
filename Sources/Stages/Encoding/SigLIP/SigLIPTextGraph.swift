internal import OpenVINO

/// Draws the text tower over a checkpoint.
///
/// - Shape: `ids` i64 `[B, T]`, T the full length with padding (there is no mask) → `embedding` f32 `[B, dimension]`, not normalised.
/// - Source: Zhai et al. 2023; tensor names of Hugging Face `SiglipTextModel`.
struct SigLIPTextGraph {
  let configuration: SigLIPConfiguration
  private var tower: SigLIPTower { configuration.text }
  private var width: Int { tower.width }

  func draw(over checkpoint: Checkpoint) throws(EncodingError) -> GraphBuilder {
    var graph = GraphBuilder(checkpoint: checkpoint)
    let ids = graph.parameter("ids", .i64, [-1, configuration.textLength])
    let name = "text_model.embeddings."
    let words = try graph.weight(name + "token_embedding.weight", [configuration.vocabularyCount, width])
    let places = try graph.weight(name + "position_embedding.weight", [configuration.textLength, width])
    // [B, T] → [B, T, width]
    let embedded = graph.add(graph.gather(words, at: ids), places)
    let states = try tower.draw(&graph, embedded, layers: "text_model.encoder.layers")
    let x = try graph.layerNorm(states, "text_model.final_layer_norm", width: width, epsilon: tower.epsilon)
    // The last place speaks for the text, padding or not: [B, T, width] → [B, width]
    let last = graph.gather(x, at: graph.integers([configuration.textLength - 1], scalar: true), axis: 1)
    graph.result(try graph.linear(last, "text_model.head", from: width, to: configuration.dimension), "embedding")
    return graph
  }
}
