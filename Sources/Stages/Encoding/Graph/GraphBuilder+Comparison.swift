extension GraphBuilder {
  /// x ÷ √(Σ x²) over the last axis. `NormalizeL2`
  mutating func unitLength(_ x: Node) -> Node {
    operation("NormalizeL2", "opset1", [x, integers([-1])], [("eps", "1e-12"), ("eps_mode", "max")])
  }

  /// max(x, 0). `ReLU`
  mutating func rectified(_ x: Node) -> Node { operation("ReLU", "opset1", [x]) }

  /// |x|. `Abs`
  mutating func absolute(_ x: Node) -> Node { operation("Abs", "opset1", [x]) }

  /// Over the last axis. `Softmax`
  mutating func softmax(_ x: Node) -> Node { operation("Softmax", "opset8", [x], [("axis", "-1")]) }

  /// One behind the other along the last axis. `Concat`
  mutating func joined(_ parts: [Node]) -> Node { operation("Concat", "opset1", parts, [("axis", "-1")]) }

  /// Mean over `axis`, which goes. `ReduceMean`
  mutating func mean(_ x: Node, over axis: Int) -> Node {
    operation("ReduceMean", "opset1", [x, integers([axis])], [("keep_dims", "false")])
  }

  /// Maximum over `axis`. `ReduceMax`
  mutating func maximum(_ x: Node, over axis: Int, keepingIt keeps: Bool) -> Node {
    operation("ReduceMax", "opset1", [x, integers([axis])], [("keep_dims", String(keeps))])
  }
}
