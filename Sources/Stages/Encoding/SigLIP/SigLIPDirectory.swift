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

  /// - Parameter url: a directory as Hugging Face lays it out, or a model's folder of its cache.
  init(_ url: URL) throws(EncodingError) {
    let url = Self.snapshot(in: url)
    self.url = url
    configuration = try SigLIPConfiguration(directory: url)
    processor = try SigLIPProcessorConfiguration(directory: url, imageSide: configuration.imageSide)
    checkpoint = try Checkpoint(directory: url)
    scale = Foundation.exp(try checkpoint.floats("logit_scale", shape: [1])[0])
    bias = try checkpoint.floats("logit_bias", shape: [1])[0]
  }

  /// The newest snapshot of a Hugging Face cache's `models--…` folder; any other directory is itself.
  ///
  /// - Source: the cache's layout: `refs/main` names a folder of `snapshots`, whose files are links into `blobs`.
  static func snapshot(in url: URL) -> URL {
    guard let name = try? String(contentsOf: url.appending(path: "refs/main"), encoding: .utf8) else { return url }
    let revision = name.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !revision.isEmpty, !revision.contains("/"), !revision.hasPrefix(".") else { return url }
    let snapshot = url.appending(path: "snapshots").appending(path: revision)
    return FileManager.default.fileExists(atPath: snapshot.path) ? snapshot : url
  }

  /// What the cache's folder is called, made readable: `models--google--medsiglip-448` is `medsiglip-448`.
  var name: String {
    let folder =
      url.deletingLastPathComponent().lastPathComponent == "snapshots" ? url.appending(path: "../..").standardized : url
    return folder.lastPathComponent.split(separator: "--").last.map(String.init) ?? folder.lastPathComponent
  }

  /// Hash of what the vectors depend on: weights, configuration, preprocessing, tokenizer and precision.
  ///
  /// - Parameters:
  ///   - kind: which tower, by which rules; a change of ours that changes vectors changes it.
  ///   - hashes: what is remembered of its files.
  ///   - arithmetic: the precision that it is done in.
  func fingerprint(_ kind: String, _ hashes: FileHashes, arithmetic: String = "f32") throws(EncodingError) -> Fingerprint {
    var builder = FingerprintBuilder()
    builder.add("kind", kind)
    builder.add("precision", arithmetic)
    for path in checkpoint.paths { try builder.add(file: URL(filePath: path), hashes) }
    let small =
      [
        SigLIPConfiguration.fileName, SigLIPProcessorConfiguration.fileName, SigLIPProcessorConfiguration.nestedFileName,
        TokenizerOptions.fileName,
      ] + [SigLIPTokenizer.vocabularyFile(in: url)].compactMap(\.self)
    for name in small where FileManager.default.fileExists(atPath: url.appending(path: name).path) {
      try builder.add(file: url.appending(path: name), hashes)
    }
    return builder.fingerprint()
  }

  /// The same for the text side, with the descriptors that lie beside it.
  func textFingerprint(_ hashes: FileHashes, _ precision: Precision = .f32) throws(EncodingError) -> Fingerprint {
    var kind = "siglip-text/2"
    for name in DescriptorFiles.names(in: url) { kind += " \(name) \(try hashes.sha256(of: url.appending(path: name)))" }
    return try fingerprint(kind, hashes, arithmetic: precision.rawValue)
  }

  /// Compares every tensor's shape and type with the configuration, and looks for the tokenizer.
  func checkTowers() throws(EncodingError) {
    _ = try SigLIPVisionGraph(configuration: configuration).draw(over: checkpoint)
    _ = try SigLIPTextGraph(configuration: configuration).draw(over: checkpoint)
    _ = try tokenizer()
  }

  func tokenizer() throws(EncodingError) -> SigLIPTokenizer {
    try SigLIPTokenizer(directory: url, length: configuration.textLength, vocabularyCount: configuration.vocabularyCount)
  }
}
