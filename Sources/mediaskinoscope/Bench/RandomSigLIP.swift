import Foundation

/// Writes a directory with one tower of MedSigLIP's shape and random weights: speed does not depend on the values.
///
/// - Note: 0.86 GB as bfloat16, with either tower; there is no tokenizer in it.
/// - Source: shape of So400m/14 at 448 pixels, Zhai et al. 2023 and Alabdulmohsin et al. 2023.
struct RandomSigLIP {
  /// Which tower is in it.
  enum Side: Sendable { case vision, text }

  var side = Side.vision
  let width = 1152
  let innerWidth = 4304
  let layerCount = 27
  let headCount = 16
  let imageSide = 448
  let patchSide = 14
  let vocabularyCount = 32000
  let textLength = 64

  private struct Entry {
    let name: String
    let shape: [Int]
    /// Standard deviation around `centre`.
    let deviation: Double
    var centre = 0.0

    var count: Int { shape.reduce(1, *) }
  }

  /// Writes it to `directory`, which is made; takes seconds.
  func write(to directory: URL) throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let tower: [String: Any] = [
      "hidden_size": width, "intermediate_size": innerWidth, "num_hidden_layers": layerCount, "num_attention_heads": headCount,
      "image_size": imageSide, "patch_size": patchSide,
    ]
    let text: [String: Any] = [
      "hidden_size": width, "intermediate_size": innerWidth, "num_hidden_layers": layerCount, "num_attention_heads": headCount,
      "vocab_size": vocabularyCount, "max_position_embeddings": textLength, "projection_size": width,
    ]
    try write(["model_type": "siglip", "vision_config": tower, "text_config": text], to: directory, "config.json")
    try write(["resample": 2, "size": ["height": imageSide, "width": imageSide]], to: directory, "preprocessor_config.json")
    try writeWeights(to: directory.appending(path: "model.safetensors"))
  }

  private func write(_ object: [String: Any], to directory: URL, _ name: String) throws {
    let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
    try data.write(to: directory.appending(path: name))
  }

  private var entries: [Entry] {
    var entries = [
      Entry(name: "logit_scale", shape: [1], deviation: 0, centre: 2.3026),
      Entry(name: "logit_bias", shape: [1], deviation: 0, centre: -10),
    ]
    func linear(_ name: String, _ outputs: Int, _ inputs: [Int]) {
      let deviation = 1 / Double(inputs.reduce(1, *)).squareRoot()
      entries.append(Entry(name: name + ".weight", shape: [outputs] + inputs, deviation: deviation))
      entries.append(Entry(name: name + ".bias", shape: [outputs], deviation: 0.02))
    }
    func norm(_ name: String) {
      entries.append(Entry(name: name + ".weight", shape: [width], deviation: 0.1, centre: 1))
      entries.append(Entry(name: name + ".bias", shape: [width], deviation: 0.02))
    }
    func layers(_ model: String) {
      for layer in 0..<layerCount {
        let name = "\(model).encoder.layers.\(layer)."
        norm(name + "layer_norm1")
        norm(name + "layer_norm2")
        for part in ["q_proj", "k_proj", "v_proj", "out_proj"] { linear(name + "self_attn." + part, width, [width]) }
        linear(name + "mlp.fc1", innerWidth, [width])
        linear(name + "mlp.fc2", width, [innerWidth])
      }
    }
    guard side == .vision else {
      let name = "text_model.embeddings."
      entries.append(Entry(name: name + "token_embedding.weight", shape: [vocabularyCount, width], deviation: 0.03))
      entries.append(Entry(name: name + "position_embedding.weight", shape: [textLength, width], deviation: 0.03))
      layers("text_model")
      norm("text_model.final_layer_norm")
      linear("text_model.head", width, [width])
      return entries
    }
    linear("vision_model.embeddings.patch_embedding", width, [3, patchSide, patchSide])
    let places = (imageSide / patchSide) * (imageSide / patchSide)
    entries.append(
      Entry(name: "vision_model.embeddings.position_embedding.weight", shape: [places, width], deviation: 0.03))
    layers("vision_model")
    norm("vision_model.post_layernorm")
    let head = "vision_model.head."
    entries.append(Entry(name: head + "probe", shape: [1, 1, width], deviation: 1))
    entries.append(
      Entry(name: head + "attention.in_proj_weight", shape: [3 * width, width], deviation: 1 / Double(width).squareRoot()))
    entries.append(Entry(name: head + "attention.in_proj_bias", shape: [3 * width], deviation: 0.02))
    linear(head + "attention.out_proj", width, [width])
    norm(head + "layernorm")
    linear(head + "mlp.fc1", innerWidth, [width])
    linear(head + "mlp.fc2", width, [innerWidth])
    return entries
  }

  private func writeWeights(to url: URL) throws {
    var table: [String: Any] = [:]
    var end = 0
    for entry in entries {
      table[entry.name] = ["dtype": "BF16", "shape": entry.shape, "data_offsets": [end, end + 2 * entry.count]]
      end += 2 * entry.count
    }
    var header = try JSONSerialization.data(withJSONObject: table, options: [.sortedKeys])
    header.append(contentsOf: [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8))
    var start = Data((0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) })
    start.append(header)
    try start.write(to: url)
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    try file.seekToEnd()
    var random = RandomNumbers(seed: 4)
    for entry in entries {
      for first in stride(from: 0, to: entry.count, by: 1 << 20) {
        let count = min(1 << 20, entry.count - first)
        try file.write(contentsOf: random.bfloats(count, centre: Float(entry.centre), deviation: Float(entry.deviation)))
      }
    }
  }
}
