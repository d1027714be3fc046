internal import OpenVINO

/// Draws the comparison of two texts: both are embedded by a BERT whose upper layers were trained for it, each word of one looks for its
/// like in the other, and what differs is judged.
///
/// - Shape: `premise` and `claim` i64 `[1, T]` with `premise_positions` and `claim_positions` i64 `[T]` → `score` f32 `[1, 1]`, a logit.
/// - Source: attend and compare, Parikh et al. 2016 (A Decomposable Attention Model for Natural Language Inference), and the
///   comparison by difference and product of ESIM, Chen et al. 2017; `Tools/entailment/network.py` is the same in torch.
struct EntailmentGraph {
  let bert: BertGraph
  let configuration: EntailmentConfiguration
  private var width: Int { bert.configuration.hidden_size }

  /// What brings features of unit vectors, whose elements are near 1 ÷ √width, to the size that layers like.
  private static let elementScale: Float = 8

  func draw(over checkpoint: Checkpoint) throws(EncodingError) -> GraphBuilder {
    var graph = GraphBuilder(checkpoint: checkpoint)
    let claim = try text(&graph, "claim")
    let premise = try text(&graph, "premise")
    let forwards = try side(&graph, claim, premise, "judge.forwards")
    let backwards = try side(&graph, premise, claim, "judge.backwards")
    let units = configuration.units
    let hidden = try graph.linear(
      graph.joined([forwards, backwards]), "judge.out.0", from: 4 * units, to: units)
    graph.result(try graph.linear(graph.rectified(hidden), "judge.out.1", from: units, to: 1), "score")
    return graph
  }

  /// The words of a text, each of length 1, before the first layer and after the last. `[1, T] → [1, T, width]`, twice
  private func text(_ graph: inout GraphBuilder, _ name: String) throws(EncodingError) -> [Node] {
    let words = try bert.embeddings(&graph, "embeddings.", ids: name, positions: name + "_positions")
    var x = words
    for layer in 0..<configuration.base_layers { x = try bert.block(&graph, x, "encoder.layer.\(layer).") }
    for layer in 0..<configuration.own_layers { x = try bert.block(&graph, x, "judge.layer.\(layer).") }
    return [graph.unitLength(words), graph.unitLength(x)]
  }

  /// What the words of `own` have in `other`, and what they have not. `[1, T, width]`, `[1, U, width] → [1, 2 · units]`
  private func side(_ graph: inout GraphBuilder, _ own: [Node], _ other: [Node], _ name: String) throws(EncodingError) -> Node {
    var features: [Node] = []
    for (level, (x, y)) in zip(own, other).enumerated() { features += try compare(&graph, x, y, level) }
    let units = configuration.units
    let first = try graph.linear(
      graph.joined(features), name + ".0", from: own.count * (3 * width + 2), to: units)
    let words = graph.rectified(try graph.linear(graph.rectified(first), name + ".1", from: units, to: units))
    return graph.joined([graph.mean(words, over: 1), graph.maximum(words, over: 1, keepingIt: false)])
  }

  /// A word, its distance from the mixture of its likes in the other text, their product, and how like the nearest is.
  private func compare(_ graph: inout GraphBuilder, _ x: Node, _ y: Node, _ level: Int) throws(EncodingError) -> [Node] {
    let projection = try graph.weight("judge.projection.\(level).weight", [width, width])
    let (a, b) = (
      graph.unitLength(graph.matrixProduct(x, projection, transposeRight: true)),
      graph.unitLength(graph.matrixProduct(y, projection, transposeRight: true))
    )
    // [1, T, width] · [1, width, U] → [1, T, U]
    let likeness = graph.matrixProduct(a, b, transposeRight: true)
    let shares = graph.softmax(graph.multiply(likeness, try graph.weight("judge.sharpness.\(level)", [1])))
    let found = graph.matrixProduct(shares, y)
    let (scale, nearest) = (graph.scalar(Self.elementScale), graph.maximum(likeness, over: 2, keepingIt: true))
    let squared = graph.multiply(nearest, nearest)
    return [
      graph.multiply(x, scale), graph.multiply(graph.absolute(graph.subtract(x, found)), scale),
      graph.multiply(graph.multiply(x, found), graph.multiply(scale, scale)), nearest, graph.multiply(squared, squared),
    ]
  }
}
