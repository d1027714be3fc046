import Foundation

/// The part of a SigLIP `config.json` that decides the graphs. What the file leaves out has the published default.
///
/// - Source: Hugging Face `SiglipConfig`, `SiglipVisionConfig`, `SiglipTextConfig`.
struct SigLIPConfiguration {
  let vision: SigLIPTower
  let text: SigLIPTower
  /// Rows and columns of the input picture, in pixels.
  let imageSide: Int
  /// Rows and columns of one patch, in pixels.
  let patchSide: Int
  let vocabularyCount: Int
  /// Tokens of every text, padding included.
  let textLength: Int

  /// Rows and columns of the full grid.
  var gridSide: Int { imageSide / patchSide }
  /// Length of the vectors of both towers.
  var dimension: Int { vision.width }
  /// Values of one patch: three colours, row by row.
  var patchValueCount: Int { 3 * patchSide * patchSide }

  static let fileName = "config.json"

  private struct File: Decodable {
    struct Tower: Decodable {
      let hidden_size: Int?
      let intermediate_size: Int?
      let num_hidden_layers: Int?
      let num_attention_heads: Int?
      let hidden_act: String?
      let layer_norm_eps: Double?
      let num_channels: Int?
      let image_size: Int?
      let patch_size: Int?
      let vision_use_head: Bool?
      let vocab_size: Int?
      let max_position_embeddings: Int?
      let projection_size: Int?
    }
    let model_type: String
    let vision_config: Tower
    let text_config: Tower
  }

  init(directory: URL) throws(EncodingError) {
    let file = try JSONFile.decode(File.self, at: directory.appending(path: Self.fileName))
    guard file.model_type == "siglip" else { throw Self.refuse("model_type", "siglip", file.model_type) }
    vision = try Self.tower(file.vision_config, "vision_config")
    text = try Self.tower(file.text_config, "text_config")
    imageSide = file.vision_config.image_size ?? 224
    patchSide = file.vision_config.patch_size ?? 16
    vocabularyCount = file.text_config.vocab_size ?? 32000
    textLength = file.text_config.max_position_embeddings ?? 64
    try check(file)
  }

  private static func tower(_ tower: File.Tower, _ name: String) throws(EncodingError) -> SigLIPTower {
    let activation = tower.hidden_act ?? "gelu_pytorch_tanh"
    guard activation == "gelu_pytorch_tanh" || activation == "gelu" else {
      throw refuse(name + ".hidden_act", "gelu_pytorch_tanh or gelu", activation)
    }
    return SigLIPTower(
      width: tower.hidden_size ?? 768, innerWidth: tower.intermediate_size ?? 3072, layerCount: tower.num_hidden_layers ?? 12,
      headCount: tower.num_attention_heads ?? 12, epsilon: tower.layer_norm_eps ?? 1e-6,
      approximatesByTanh: activation == "gelu_pytorch_tanh")
  }

  private func check(_ file: File) throws(EncodingError) {
    for (tower, name) in [(vision, "vision_config"), (text, "text_config")] {
      guard (1...16384).contains(tower.width) else { throw Self.refuse(name + ".hidden_size", "1 to 16384", tower.width) }
      guard (1...1024).contains(tower.layerCount) else {
        throw Self.refuse(name + ".num_hidden_layers", "1 to 1024", tower.layerCount)
      }
      guard tower.headCount > 0, tower.width % tower.headCount == 0 else {
        throw Self.refuse(name + ".num_attention_heads", "a divisor of \(tower.width)", tower.headCount)
      }
    }
    guard file.vision_config.num_channels ?? 3 == 3 else {
      throw Self.refuse("vision_config.num_channels", "3", file.vision_config.num_channels ?? 3)
    }
    guard file.vision_config.vision_use_head ?? true else { throw Self.refuse("vision_config.vision_use_head", "true", false) }
    guard (1...4096).contains(imageSide) else { throw Self.refuse("vision_config.image_size", "1 to 4096", imageSide) }
    guard (1...imageSide).contains(patchSide) else {
      throw Self.refuse("vision_config.patch_size", "1 to \(imageSide)", patchSide)
    }
    guard (1...4096).contains(textLength) else {
      throw Self.refuse("text_config.max_position_embeddings", "1 to 4096", textLength)
    }
    let projected = file.text_config.projection_size ?? text.width
    guard projected == dimension else {
      throw Self.refuse("text_config.projection_size", "\(dimension), the vision tower's width", projected)
    }
  }

  private static func refuse(_ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
    .configuration(file: fileName, field: field, expected: expected, actual: "\(actual)")
  }
}
