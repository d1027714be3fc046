public import Foundation
internal import OpenVINO
internal import Vocabulary

/// How fast the engine multiplies at int8 in the tower's own shapes: the floor under any time of the tower.
///
/// - Threading: one owner, where blocking is allowed.
public final class MatrixRate {
  private struct Shape {
    let request: InferenceRequest
    let operationsPerToken: Double
  }

  private let shapes: [Shape]
  private let width: Int

  /// Matrix products alone, eight behind each other, so that nothing else weighs: `[N, width] · [width, width]`, and
  /// `[N, width] · [width, inner]` summed up.
  public init(
    directory: URL, caches: URL?, threads: Int = min(ProcessInfo.processInfo.activeProcessorCount, 8)
  ) throws(EncodingError) {
    let files = try SigLIPDirectory(directory)
    let graph = try files.visionGraph(.int8, caches: caches, FileHashes(folder: caches))
    let engine = try Engine(threads: threads, precision: .int8)
    let tower = files.configuration.vision
    width = tower.width
    let layers = min(tower.layerCount, 8)
    func name(_ layer: Int, _ part: String) -> String { "vision_model.encoder.layers.\(layer).\(part).weight" }
    func shape(
      _ outputs: Int, _ draw: (inout GraphBuilder, Node) throws(EncodingError) -> Node
    ) throws(EncodingError) -> Shape {
      var builder = GraphBuilder(checkpoint: files.checkpoint, quantised: graph.quantised)
      let x = builder.parameter("x", .f32, [-1, tower.width])
      builder.result(builder.sum(try draw(&builder, x), over: 0, keepingIt: true), "y")
      let compiled = try engine.compile(builder, named: "rate")
      let request = try Encoding.engine { () throws(OpenVINOError) in try compiled.makeRequest() }
      return Shape(request: request, operationsPerToken: 2 * Double(layers * tower.width * outputs))
    }
    shapes = [
      try shape(tower.width) { (builder, x) throws(EncodingError) in
        var x = x
        for layer in 0..<layers {
          let matrix = try builder.matrix(name(layer, "self_attn.q_proj"), [tower.width, tower.width])
          x = builder.matrixProduct(x, matrix, transposeRight: true)
        }
        return x
      },
      try shape(tower.innerWidth) { (builder, x) throws(EncodingError) in
        var total: Node?
        for layer in 0..<layers {
          let matrix = try builder.matrix(name(layer, "mlp.fc1"), [tower.innerWidth, tower.width])
          let y = builder.sum(builder.matrixProduct(x, matrix, transposeRight: true), over: 0, keepingIt: true)
          total = total.map { builder.add($0, y) } ?? y
        }
        return total ?? x
      },
    ]
  }

  /// Operations a second of the better of both shapes, the best of `runs`.
  public func best(tokens: Int, runs: Int) throws(EncodingError) -> Double {
    var best = 0.0
    for shape in shapes {
      let input = (0..<(tokens * width)).map { Float(($0 * 7919) % 2001 - 1000) / 1000 }
      try engine { () throws(OpenVINOError) in try shape.request.set("x", to: Tensor(input, shape: [tokens, width])) }
      for _ in 0..<(runs + 1) {
        let start = ContinuousClock.now
        try engine { () throws(OpenVINOError) in try shape.request.infer() }
        let took = (ContinuousClock.now - start).milliseconds / 1000
        best = max(best, shape.operationsPerToken * Double(tokens) / took)
      }
    }
    return best
  }
}
