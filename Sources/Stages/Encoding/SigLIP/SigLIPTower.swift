/// The measures of one transformer of a SigLIP.
struct SigLIPTower {
  let width: Int
  /// Width between the two matrices of the MLP.
  let innerWidth: Int
  let layerCount: Int
  let headCount: Int
  /// ε of every layer norm.
  let epsilon: Double
  /// Whether GELU is the approximation by tanh.
  let approximatesByTanh: Bool

  /// All layers, one after the other. `[B, T, width] → [B, T, width]`
  func draw(_ graph: inout GraphBuilder, _ x: Node, layers name: String) throws(EncodingError) -> Node {
    var x = x
    for layer in 0..<layerCount { x = try block(&graph, x, "\(name).\(layer).") }
    return x
  }

  /// x + attention(norm x), then y + MLP(norm y). `[B, T, width] → [B, T, width]`
  func block(_ graph: inout GraphBuilder, _ x: Node, _ name: String) throws(EncodingError) -> Node {
    let normal = try graph.layerNorm(x, name + "layer_norm1", width: width, epsilon: epsilon)
    let query = try graph.linear(normal, name + "self_attn.q_proj", from: width, to: width)
    let key = try graph.linear(normal, name + "self_attn.k_proj", from: width, to: width)
    let value = try graph.linear(normal, name + "self_attn.v_proj", from: width, to: width)
    let mixed = graph.attention(query: query, key: key, value: value, heads: headCount, width: width)
    let y = graph.add(x, try graph.linear(mixed, name + "self_attn.out_proj", from: width, to: width))
    let again = try graph.layerNorm(y, name + "layer_norm2", width: width, epsilon: epsilon)
    return graph.add(y, try perceptron(&graph, again, name + "mlp."))
  }

  /// W₂·GELU(W₁·x + b₁) + b₂. `[…, width] → […, width]`
  func perceptron(_ graph: inout GraphBuilder, _ x: Node, _ name: String) throws(EncodingError) -> Node {
    let wide = try graph.linear(x, name + "fc1", from: width, to: innerWidth)
    return try graph.linear(graph.gelu(wide, approximatedByTanh: approximatesByTanh), name + "fc2", from: innerWidth, to: width)
  }
}
