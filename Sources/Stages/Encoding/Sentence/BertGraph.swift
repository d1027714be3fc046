internal import OpenVINO

/// Draws BERT with mean pooling over a checkpoint.
///
/// - Shape: `ids` i64 `[B, T]`, `positions` i64 `[T]`, `mask` f32 `[B, T]` (1 = a token, 0 = padding) → `sentence` f32 `[B, width]`,
///   not normalised.
/// - Source: Devlin et al. 2018; tensor names of Hugging Face `BertModel`; pooling of sentence-transformers.
struct BertGraph {
  let configuration: BertConfiguration
  private var width: Int { configuration.hidden_size }
  private var epsilon: Double { configuration.layer_norm_eps }

  func draw(over checkpoint: Checkpoint) throws(EncodingError) -> GraphBuilder {
    var graph = GraphBuilder(checkpoint: checkpoint)
    let prefix = checkpoint.contains("bert.embeddings.word_embeddings.weight") ? "bert." : ""
    let mask = graph.parameter("mask", .f32, [-1, -1])
    // 0 where there is a token, −10⁹ where there is padding: [B, T] → [B, 1, 1, T]
    let penalty = graph.multiply(graph.subtract(mask, graph.scalar(1)), graph.scalar(1e9))
    let attentionMask = graph.unsqueeze(penalty, at: [1, 2])
    var x = try embeddings(&graph, prefix + "embeddings.", ids: "ids", positions: "positions")
    for layer in 0..<configuration.num_hidden_layers {
      x = try block(&graph, x, "\(prefix)encoder.layer.\(layer).", mask: attentionMask)
    }
    graph.result(meanPooling(&graph, x, mask: mask), "sentence")
    return graph
  }

  /// words[ids] + positions + type 0, normalised. `[B, T] → [B, T, width]`
  func embeddings(
    _ graph: inout GraphBuilder, _ name: String, ids: String, positions: String
  ) throws(EncodingError) -> Node {
    let ids = graph.parameter(ids, .i64, [-1, -1])
    let positions = graph.parameter(positions, .i64, [-1])
    let words = try graph.weight(name + "word_embeddings.weight", [configuration.vocab_size, width])
    let places = try graph.weight(name + "position_embeddings.weight", [configuration.max_position_embeddings, width])
    let types = try graph.weight(name + "token_type_embeddings.weight", [configuration.type_vocab_size, width], rows: 0..<1)
    let sum = graph.add(graph.add(graph.gather(words, at: ids), types), graph.gather(places, at: positions))
    return try graph.layerNorm(sum, name + "LayerNorm", width: width, epsilon: epsilon)
  }

  /// One layer, normalised after each half. `[B, T, width] → [B, T, width]`
  func block(_ graph: inout GraphBuilder, _ x: Node, _ name: String, mask: Node? = nil) throws(EncodingError) -> Node {
    let query = try graph.linear(x, name + "attention.self.query", from: width, to: width)
    let key = try graph.linear(x, name + "attention.self.key", from: width, to: width)
    let value = try graph.linear(x, name + "attention.self.value", from: width, to: width)
    let mixed = graph.attention(
      query: query, key: key, value: value, heads: configuration.num_attention_heads, width: width, mask: mask)
    let attended = graph.add(x, try graph.linear(mixed, name + "attention.output.dense", from: width, to: width))
    let y = try graph.layerNorm(attended, name + "attention.output.LayerNorm", width: width, epsilon: epsilon)
    // [B, T, width] → [B, T, 4 · width] → [B, T, width]
    let inner = configuration.intermediate_size
    let wide = graph.gelu(
      try graph.linear(y, name + "intermediate.dense", from: width, to: inner), approximatedByTanh: false)
    let narrow = graph.add(y, try graph.linear(wide, name + "output.dense", from: inner, to: width))
    return try graph.layerNorm(narrow, name + "output.LayerNorm", width: width, epsilon: epsilon)
  }

  /// Σ mask·x ÷ Σ mask over the tokens. `[B, T, width], [B, T] → [B, width]`
  private func meanPooling(_ graph: inout GraphBuilder, _ x: Node, mask: Node) -> Node {
    let total = graph.sum(graph.multiply(x, graph.unsqueeze(mask, at: [2])), over: 1, keepingIt: false)
    return graph.divide(total, graph.sum(mask, over: 1, keepingIt: true))
  }
}
