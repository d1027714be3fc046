extension GraphBuilder {
  /// x·Wᵀ + b. `[…, in] → […, out]`
  mutating func linear(_ x: Node, _ name: String, from inputs: Int, to outputs: Int) throws(EncodingError) -> Node {
    let product = matrixProduct(x, try matrix(name + ".weight", [outputs, inputs]), transposeRight: true)
    return add(product, try weight(name + ".bias", [outputs]))
  }

  /// (x − mean) ÷ √(variance + ε) · γ + β over the last axis. `MVN`
  mutating func layerNorm(_ x: Node, _ name: String, width: Int, epsilon: Double) throws(EncodingError) -> Node {
    let attributes = [("eps", String(epsilon)), ("normalize_variance", "true"), ("eps_mode", "inside_sqrt")]
    let normal = operation("MVN", "opset6", [x, integers([-1])], attributes)
    return add(multiply(normal, try weight(name + ".weight", [width])), try weight(name + ".bias", [width]))
  }

  /// `MatMul`
  mutating func matrixProduct(_ left: Node, _ right: Node, transposeRight: Bool = false) -> Node {
    operation("MatMul", "opset1", [left, right], [("transpose_a", "false"), ("transpose_b", String(transposeRight))])
  }

  /// `Add`, numpy broadcasting.
  mutating func add(_ left: Node, _ right: Node) -> Node { arithmetic("Add", left, right) }
  /// `Subtract`, numpy broadcasting.
  mutating func subtract(_ left: Node, _ right: Node) -> Node { arithmetic("Subtract", left, right) }
  /// `Multiply`, numpy broadcasting.
  mutating func multiply(_ left: Node, _ right: Node) -> Node { arithmetic("Multiply", left, right) }
  /// `Divide`, numpy broadcasting.
  mutating func divide(_ left: Node, _ right: Node) -> Node { arithmetic("Divide", left, right) }

  private mutating func arithmetic(_ kind: String, _ left: Node, _ right: Node) -> Node {
    operation(kind, "opset1", [left, right], [("auto_broadcast", "numpy")])
  }

  /// x·Φ(x), exact or by tanh as the checkpoint was trained. `Gelu`
  mutating func gelu(_ x: Node, approximatedByTanh: Bool) -> Node {
    operation("Gelu", "opset7", [x], [("approximation_mode", approximatedByTanh ? "TANH" : "ERF")])
  }

  /// Rows of `table` at `indices`. `[rows, width], [B, T] → [B, T, width]` `Gather`
  mutating func gather(_ table: Node, at indices: Node, axis: Int = 0) -> Node {
    operation("Gather", "opset8", [table, indices, integers([axis], scalar: true)], [("batch_dims", "0")])
  }

  /// Sum over `axis`. `ReduceSum`
  mutating func sum(_ x: Node, over axis: Int, keepingIt keeps: Bool) -> Node {
    operation("ReduceSum", "opset1", [x, integers([axis])], [("keep_dims", String(keeps))])
  }

  /// softmax(QKᵀ ÷ √d + mask) V in `heads` parts. `[B, T, width], [B, S, width]² → [B, T, width]`
  /// `ScaledDotProductAttention`
  mutating func attention(query: Node, key: Node, value: Node, heads: Int, width: Int, mask: Node? = nil) -> Node {
    // [B, T, width] → [B, heads, T, width ÷ heads]
    let parts = [query, key, value].map { split($0, heads: heads, width: width) }
    let mixed = operation(
      "ScaledDotProductAttention", "opset13", parts + (mask.map { [$0] } ?? []), [("causal", "false")])
    // [B, heads, T, width ÷ heads] → [B, T, width]
    let together = operation("Transpose", "opset1", [mixed, integers([0, 2, 1, 3])])
    return reshape(together, to: [0, 0, width])
  }

  /// The same with one query for all of a batch. `[1, 1, width], [B, N, width]² → [B, 1, width]` `MatMul`, `Softmax`
  mutating func probeAttention(query: Node, key: Node, value: Node, heads: Int, width: Int) -> Node {
    let (q, k, v) = (
      split(query, heads: heads, width: width), split(key, heads: heads, width: width), split(value, heads: heads, width: width)
    )
    let scaled = multiply(q, scalar(1 / Float(width / heads).squareRoot()))
    // [1, heads, 1, d] · [B, heads, d, N] → [B, heads, 1, N]
    let shares = operation("Softmax", "opset8", [matrixProduct(scaled, k, transposeRight: true)], [("axis", "-1")])
    // [B, heads, 1, N] · [B, heads, N, d] → [B, heads, 1, d] → [B, 1, width]
    let together = operation("Transpose", "opset1", [matrixProduct(shares, v), integers([0, 2, 1, 3])])
    return reshape(together, to: [0, 0, width])
  }

  private mutating func split(_ x: Node, heads: Int, width: Int) -> Node {
    operation("Transpose", "opset1", [reshape(x, to: [0, 0, heads, width / heads]), integers([0, 2, 1, 3])])
  }

  /// A new shape; 0 keeps a dimension, −1 takes what is left. `Reshape`
  mutating func reshape(_ x: Node, to shape: [Int]) -> Node {
    operation("Reshape", "opset1", [x, integers(shape)], [("special_zero", "true")], result: x.type)
  }

  /// New axes of length 1. `Unsqueeze`
  mutating func unsqueeze(_ x: Node, at axes: [Int]) -> Node {
    operation("Unsqueeze", "opset1", [x, integers(axes)], result: x.type)
  }
}
