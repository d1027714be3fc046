internal import Cryptography
internal import Foundation
public import Vocabulary

extension EncoderCatalog {
  /// Describes a directory without compiling anything.
  func summary(of directory: URL, _ kind: ModelKind) -> ModelSummary {
    switch kind {
    case .skinlite: skinLiteSummary(directory)
    case .siglip: sigLIPSummary(directory)
    }
  }

  /// Fingerprints that a model has in its several precisions on this machine's processor. The text side and the space are the same in
  /// all of them, so that what one wrote the other can score.
  ///
  /// - Parameter nameOrDirectory: as ``inspect(_:)`` takes it.
  public func fingerprints(_ nameOrDirectory: String) throws(EncodingError) -> Set<Fingerprint> {
    let (directory, kind) = try find(nameOrDirectory)
    var found: Set<Fingerprint> = []
    for precision in kind.precisions {
      let engine = try Engine(threads: threads, precision: precision)
      switch kind {
      case .skinlite:
        found.insert(
          try SkinLiteEncoder.describe(
            SkinLiteDescription.read(directory, hashes), directory,
            text: ProjectedTextEmbedder.fingerprint(of: directory, sentences: sentences, hashes), engine, hashes
          ).fingerprint)
      case .siglip: found.insert(try SigLIPDirectory(directory).describe(.standard, engine, hashes).fingerprint)
      }
    }
    return found
  }

  /// Hash of a model's weights alone, the same in every precision.
  ///
  /// - Parameter nameOrDirectory: as ``inspect(_:)`` takes it.
  /// - Returns: of one file its SHA-256, of several that of their hashes.
  /// - Throws: ``EncodingError/file(path:reason:)``, and what reading the directory throws.
  public func weights(_ nameOrDirectory: String) throws(EncodingError) -> Fingerprint {
    let (directory, kind) = try find(nameOrDirectory)
    return switch kind {
    case .skinlite: Fingerprint(try hashes.sha256(of: directory.appending(path: SkinLiteDescription.weightsName)))
    case .siglip: Fingerprint(try SigLIPDirectory(directory).weightsDigest(hashes).hexadecimal)
    }
  }

  private func skinLiteSummary(_ directory: URL) -> ModelSummary {
    var missing: [String] = []
    let model = Self.noting(&missing) { () throws(EncodingError) in try SkinLiteDescription.read(directory, hashes) }
    let text = Self.noting(&missing) { () throws(EncodingError) in
      try ProjectedTextEmbedder.fingerprint(of: directory, sentences: sentences, hashes)
    }
    let fingerprint = model.flatMap { model in
      text.flatMap { text in
        Self.noting(&missing) { () throws(EncodingError) in
          try SkinLiteEncoder.describe(model, directory, text: text, Engine(threads: threads), hashes).fingerprint
        }
      }
    }
    return ModelSummary(
      name: directory.lastPathComponent, kind: .skinlite, directory: directory.path,
      shape: model.map {
        .init(imageSide: $0.input.side, tokens: $0.grid * $0.grid, dimension: $0.dimension, towers: [])
      },
      fingerprint: fingerprint, licence: model?.licence, precision: "f32", preprocessing: "skinlite",
      logitScale: model?.temperature, logitBias: nil, conditions: model?.conditions ?? [], parts: nil,
      missing: missing)
  }

  private func sigLIPSummary(_ directory: URL) -> ModelSummary {
    var missing: [String] = []
    let files = Self.noting(&missing) { () throws(EncodingError) in try SigLIPDirectory(directory) }
    if let files {
      _ = Self.noting(&missing) { () throws(EncodingError) in try files.checkTowers() }
    }
    let fingerprint = files.flatMap { files in
      Self.noting(&missing) { () throws(EncodingError) in
        try files.describe(.standard, Engine(threads: threads), hashes).fingerprint
      }
    }
    return ModelSummary(
      name: files?.name ?? directory.lastPathComponent, kind: .siglip, directory: directory.path, shape: files.map(Self.shape),
      fingerprint: missing.isEmpty ? fingerprint : nil, licence: Self.licence(of: directory), precision: "f32",
      preprocessing: SigLIPPreprocessing.standard.rawValue, logitScale: files?.scale, logitBias: files?.bias, conditions: [],
      parts: files.map(Self.parts), missing: missing)
  }

  private static func parts(of files: SigLIPDirectory) -> ModelSummary.Parts {
    let tokenizer = try? files.tokenizer()
    let processor = files.processor
    return .init(
      family: tokenizer?.isOfSecondFamily == true ? "SigLIP 2, fixed resolution" : "SigLIP",
      patchSide: files.configuration.patchSide, textTokens: files.configuration.textLength, weights: files.checkpoint.summary,
      tokenizer: tokenizer?.summary,
      processor: "\(processor.filter.rawValue), mean \(processor.mean), deviation \(processor.deviation)",
      hasDescriptors: !DescriptorFiles.names(in: files.url).isEmpty)
  }

  private static func shape(of files: SigLIPDirectory) -> ModelSummary.Shape {
    let configuration = files.configuration
    let towers = [("vision", configuration.vision), ("text", configuration.text)].map { name, tower in
      "\(name) \(tower.width) × \(tower.layerCount) (\(tower.headCount) heads)"
    }
    return .init(
      imageSide: configuration.imageSide, tokens: configuration.gridSide * configuration.gridSide,
      dimension: configuration.dimension, towers: towers)
  }

  /// The first line of a licence file, where there is one.
  private static func licence(of directory: URL) -> String? {
    let text = ["LICENSE", "LICENSE.txt", "LICENCE"].lazy
      .compactMap { try? JSONFile.read(directory.appending(path: $0)) }.first
      .map { String(decoding: $0.prefix(4096), as: UTF8.self) }
    return text?.split(whereSeparator: \.isNewline).first.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func noting<Value>(_ missing: inout [String], _ body: () throws(EncodingError) -> Value) -> Value? {
    do { return try body() } catch {
      missing.append(error.description)
      return nil
    }
  }
}
