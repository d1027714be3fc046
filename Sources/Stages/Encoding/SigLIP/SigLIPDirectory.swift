import Foundation
internal import Vocabulary

/// The files of a SigLIP directory, read and checked.
struct SigLIPDirectory {
  let url: URL
  let configuration: SigLIPConfiguration
  let processor: SigLIPProcessorConfiguration
  let checkpoint: Checkpoint
  /// What cosines are multiplied by, exp of what is stored.
  let scale: Float
  /// What is added after that.
  let bias: Float

  init(_ url: URL) throws(EncodingError) {
    self.url = url
    configuration = try SigLIPConfiguration(directory: url)
    processor = try SigLIPProcessorConfiguration(directory: url)
    checkpoint = try Checkpoint(directory: url)
    scale = Foundation.exp(try checkpoint.floats("logit_scale", shape: [1])[0])
    bias = try checkpoint.floats("logit_bias", shape: [1])[0]
  }

  /// Hash of what the vectors depend on, but for the rule of preprocessing.
  func fingerprint(_ kind: String, _ hashes: FileHashes, arithmetic: String = "f32") throws(EncodingError) -> Fingerprint {
    var builder = FingerprintBuilder()
    builder.add("kind", kind)
    builder.add("precision", arithmetic)
    for path in checkpoint.paths { try builder.add(file: URL(filePath: path), hashes) }
    let small = [
      SigLIPConfiguration.fileName, SigLIPProcessorConfiguration.fileName, SigLIPTokenizer.fileName, "tokenizer_config.json",
    ]
    for name in small where FileManager.default.fileExists(atPath: url.appending(path: name).path) {
      try builder.add(file: url.appending(path: name), hashes)
    }
    return builder.fingerprint()
  }

  /// Compares every tensor's shape and type with the configuration, and looks for the tokenizer.
  func checkTowers() throws(EncodingError) {
    _ = try SigLIPVisionGraph(configuration: configuration).draw(over: checkpoint)
    _ = try SigLIPTextGraph(configuration: configuration).draw(over: checkpoint)
    _ = try SigLIPTokenizer(directory: url, length: configuration.textLength, vocabularyCount: configuration.vocabularyCount)
  }
}
