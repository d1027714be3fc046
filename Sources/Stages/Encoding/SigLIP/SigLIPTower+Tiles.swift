internal import OpenVINO
internal import Tiles

extension SigLIPTower {
  /// Whether its layers can run on tiles.
  var fitsTiles: Bool { approximatesByTanh && TileLayer.takes(width: width, heads: headCount) }

  /// The layer whose tensors' names begin with `name`, packed for tiles: the same as ``block(_:_:_:)`` draws.
  ///
  /// - Parameters:
  ///   - quantised: int8 rows that stand in for all matrices of the layer, or `nil`.
  ///   - instructions: what multiplies.
  func tileLayer(
    _ name: String, over checkpoint: Checkpoint, quantised: QuantisedWeights?, for instructions: TileInstructions
  ) throws(EncodingError) -> TileLayer {
    var layer: TileLayerBuilder
    do {
      layer = try TileLayerBuilder(
        width: width, innerWidth: innerWidth, heads: headCount, epsilon: epsilon, isInt8: quantised != nil,
        instructions: instructions)
    } catch { throw .tiles(error) }
    for (norm, isSecond) in [("layer_norm1", false), ("layer_norm2", true)] {
      layer.setNorm(
        isSecond: isSecond, weight: try checkpoint.floats("\(name)\(norm).weight", shape: [width]),
        bias: try checkpoint.floats("\(name)\(norm).bias", shape: [width]))
    }
    for part in TileLayer.Part.allCases { try set(part, of: &layer, name + part.tensorName, checkpoint, quantised) }
    return layer.finish()
  }

  private func set(
    _ part: TileLayer.Part, of layer: inout TileLayerBuilder, _ name: String, _ checkpoint: Checkpoint,
    _ quantised: QuantisedWeights?
  ) throws(EncodingError) {
    let (outputs, inputs) = layer.shape(of: part)
    let bias = try checkpoint.floats(name + ".bias", shape: [outputs])
    // The checkpoint says whether the tensor is there and has this shape, whoever stands in for it.
    let (place, type) = try checkpoint.place(of: name + ".weight", shape: [outputs, inputs])
    guard let quantised else {
      checkpoint.files[place.file].file.withRawBytes(in: place.entry.bytes) {
        layer.set(part, rows: $0, type.tileStorage, scales: [], bias: bias)
      }
      return
    }
    guard let rows = quantised.layout[name + ".weight"] else { throw .missingTensor(name: name + ".weight") }
    let scales = quantised.file.elements(of: Float.self, in: rows.scales)
    quantised.file.withRawBytes(in: rows.bytes) { layer.set(part, rows: $0, .i8, scales: scales, bias: bias) }
  }
}

extension TileLayer.Part {
  /// As Hugging Face names it within a layer.
  fileprivate var tensorName: String {
    switch self {
    case .query: "self_attn.q_proj"
    case .key: "self_attn.k_proj"
    case .value: "self_attn.v_proj"
    case .output: "self_attn.out_proj"
    case .wide: "mlp.fc1"
    case .narrow: "mlp.fc2"
    }
  }
}

extension NumberType {
  fileprivate var tileStorage: TileLayer.Storage {
    switch self {
    case .f32: .f32
    case .f16: .f16
    case .bf16: .bf16
    }
  }
}
