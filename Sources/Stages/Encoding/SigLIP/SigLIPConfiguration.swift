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
      let num_patches: Int?
      let vision_use_head: Bool?
      let vocab_size: Int?
      let max_position_embeddings: Int?
      let projection_size: Int?
    }
    let model_type: String?
    let vision_config: Tower?
    let text_config: Tower?
  }

  init(directory: URL) throws(EncodingError) {
    let file = try JSONFile.decode(File.self, at: directory.appending(path: Self.fileName))
    try Self.checkFamily(file)
    guard let visionFile = file.vision_config, let textFile = file.text_config else {
      let missing = file.vision_config == nil ? "vision_config" : "text_config"
      throw Self.refuse(missing, "the tower's measures", "missing")
    }
    vision = try Self.tower(visionFile, "vision_config")
    text = try Self.tower(textFile, "text_config")
    imageSide = visionFile.image_size ?? 224
    patchSide = visionFile.patch_size ?? 16
    vocabularyCount = textFile.vocab_size ?? 32000
    textLength = textFile.max_position_embeddings ?? 64
    try check(vision: visionFile, text: textFile)
  }

  /// SigLIP, MedSigLIP and the fixed-resolution SigLIP 2 call themselves `siglip`; `siglip2` is the NaFlex variant, whose pictures
  /// have no fixed size and whose patches come without a convolution.
  private static func checkFamily(_ file: File) throws(EncodingError) {
    if file.model_type == "siglip2" || file.vision_config?.num_patches != nil {
      throw refuse(
        "model_type", "siglip: a fixed-resolution SigLIP 2, as siglip2-so400m-patch14-384",
        "\(file.model_type ?? "missing"), the NaFlex variant, which is not supported")
    }
    guard file.model_type == "siglip" else {
      throw refuse("model_type", "siglip (SigLIP, MedSigLIP or fixed-resolution SigLIP 2)", file.model_type ?? "missing")
    }
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

  private func check(vision visionFile: File.Tower, text textFile: File.Tower) throws(EncodingError) {
    for (tower, name) in [(vision, "vision_config"), (text, "text_config")] { try Self.check(tower, name) }
    guard visionFile.num_channels ?? 3 == 3 else {
      throw Self.refuse("vision_config.num_channels", "3", visionFile.num_channels ?? 3)
    }
    guard visionFile.vision_use_head ?? true else { throw Self.refuse("vision_config.vision_use_head", "true", false) }
    guard (1...4096).contains(imageSide) else { throw Self.refuse("vision_config.image_size", "1 to 4096", imageSide) }
    guard (1...imageSide).contains(patchSide) else {
      throw Self.refuse("vision_config.patch_size", "1 to \(imageSide)", patchSide)
    }
    guard (1...2_000_000).contains(vocabularyCount) else {
      throw Self.refuse("text_config.vocab_size", "1 to 2000000", vocabularyCount)
    }
    guard (1...4096).contains(textLength) else {
      throw Self.refuse("text_config.max_position_embeddings", "1 to 4096", textLength)
    }
    let projected = textFile.projection_size ?? text.width
    guard projected == dimension else {
      throw Self.refuse("text_config.projection_size", "\(dimension), the vision tower's width", projected)
    }
  }

  private static func check(_ tower: SigLIPTower, _ name: String) throws(EncodingError) {
    guard (1...16384).contains(tower.width) else { throw refuse(name + ".hidden_size", "1 to 16384", tower.width) }
    guard (1...1024).contains(tower.layerCount) else {
      throw refuse(name + ".num_hidden_layers", "1 to 1024", tower.layerCount)
    }
    guard (1...65536).contains(tower.innerWidth) else {
      throw refuse(name + ".intermediate_size", "1 to 65536", tower.innerWidth)
    }
    guard tower.epsilon > 0, tower.epsilon < 1 else { throw refuse(name + ".layer_norm_eps", "0 to 1", tower.epsilon) }
    guard tower.headCount > 0, tower.width % tower.headCount == 0 else {
      throw refuse(name + ".num_attention_heads", "a divisor of \(tower.width)", tower.headCount)
    }
  }

  private static func refuse(_ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
    .configuration(file: fileName, field: field, expected: expected, actual: "\(actual)")
  }
}
