public import Foundation
public import Vocabulary

/// Finds models by name or directory, says what they are, and loads them.
///
/// - Threading: safe from any thread.
public struct EncoderCatalog: Sendable {
  /// Folders whose subfolders are models, `Models` first.
  public let folders: [URL]
  /// The sentence encoder's directory, skinlite's text side.
  public let sentences: URL
  /// Threads of one inference.
  public let threads: Int
  /// Where image encoders run.
  public let device: DeviceChoice
  let hashes: FileHashes
  private let caches: URL?

  /// - Parameters:
  ///   - folders: those whose subfolders are models; where a name is in two, the first counts.
  ///   - sentences: the sentence encoder's directory.
  ///   - dataFolder: where hashes and text vectors are remembered; `nil` for nowhere.
  ///   - threads: those of one inference.
  ///   - device: where image encoders run; texts are few and stay on the CPU.
  public init(
    folders: [URL], sentences: URL, dataFolder: URL?, threads: Int = min(ProcessInfo.processInfo.activeProcessorCount, 8),
    device: DeviceChoice = .auto
  ) {
    self.device = device
    self.folders = folders
    self.sentences = sentences
    self.threads = threads
    hashes = FileHashes(folder: dataFolder)
    caches = dataFolder
  }

  /// Every model in the folders, by name.
  public func list() -> [ModelSummary] {
    folders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(
        at: folder.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)) ?? []
    }
    .compactMap { directory in ModelKind(directory: directory).map { summary(of: directory, $0) } }
    .sorted { $0.name < $1.name }
  }

  /// The model of this name, or in this directory.
  ///
  /// - Throws: ``EncodingError/unavailable(request:available:)`` if there is none.
  public func inspect(_ nameOrDirectory: String) throws(EncodingError) -> ModelSummary {
    let (directory, kind) = try find(nameOrDirectory)
    return summary(of: directory, kind)
  }

  /// Loads both sides of a model, at the same time; inference of each gets a queue of its own.
  ///
  /// - Parameters:
  ///   - nameOrDirectory: as ``inspect(_:)`` takes it.
  ///   - preprocessing: the rule of pictures, for SigLIP directories.
  ///   - precision: of the image side; `nil` = the fastest that the model, this machine and `calibrated` have. Texts of a
  ///     SigLIP directory follow it as far as bf16; skinlite's are f32.
  ///   - calibrated: precisions in which skinlite's findings are proven; it is left in no other unless told.
  ///   - tokenLimit: tokens that no picture gets more of; `nil` = the full grid.
  /// - Throws: ``EncodingError/unavailable(request:available:)`` for a precision that the model does not have.
  public func load(
    _ nameOrDirectory: String, preprocessing: SigLIPPreprocessing = .standard, precision: Precision? = .f32,
    calibrated: Set<Precision> = [.f32], tokenLimit: Int? = nil
  ) async throws(EncodingError) -> LoadedModel {
    let (directory, kind) = try find(nameOrDirectory)
    let (image, text) =
      switch kind {
      case .skinlite: try await loadSkinLite(directory, precision, calibrated)
      case .siglip: try await loadSigLIP(directory, preprocessing, precision ?? Processor.present.fastest, tokenLimit)
      }
    return LoadedModel(
      image: image, text: CachedTextEmbedder(text, folder: caches?.appending(path: "text-vectors")), directory: directory)
  }

  /// The sentence encoder alone, for retrieval.
  public func loadSentences() async throws(EncodingError) -> SentenceEncoder {
    let (sentences, threads, hashes) = (sentences, threads, hashes)
    return try await Workbench(name: "encoding.text").run { executor throws(EncodingError) in
      try SentenceEncoder(directory: sentences, threads: threads, hashes: hashes, executor: executor)
    }
  }

  /// The model that judges whether a sentence follows from a text.
  ///
  /// - Parameter directory: its `config.json` and weights; its lower layers are the sentence encoder's.
  /// - Returns: the model; its graph is compiled when the first pair comes.
  /// - Throws: ``EncodingError``.
  public func loadEntailment(_ directory: URL) async throws(EncodingError) -> EntailmentModel {
    let (sentences, threads, hashes) = (sentences, threads, hashes)
    return try await Workbench(name: "encoding.entailment").run { executor throws(EncodingError) in
      try EntailmentModel(directory: directory, sentences: sentences, threads: threads, hashes: hashes, executor: executor)
    }
  }

  func find(_ nameOrDirectory: String) throws(EncodingError) -> (URL, ModelKind) {
    let named = nameOrDirectory.contains("/") ? [] : folders.map { $0.appending(path: nameOrDirectory) }
    for directory in named + [URL(filePath: nameOrDirectory)] {
      if let kind = ModelKind(directory: directory) { return (directory, kind) }
    }
    let names = list().map(\.name).joined(separator: ", ")
    throw .unavailable(
      request: "model \(nameOrDirectory)",
      available: (names.isEmpty ? "" : names + ", or ") + "a Hugging Face SigLIP directory with its config.json")
  }

  private func loadSkinLite(
    _ directory: URL, _ precision: Precision?, _ calibrated: Set<Precision>
  ) async throws(EncodingError) -> (DeviceEncoder<ModelImageEncoder>, ModelTextEmbedder) {
    let known = ModelKind.skinlite.precisions
    guard precision.map(known.contains) ?? true else {
      throw .unavailable(
        request: "precision \(precision?.rawValue ?? "")",
        available: known.map(\.rawValue).joined(separator: " or ") + ", for skinlite")
    }
    let chosen = precision ?? Processor.present.fastest(of: calibrated, on: device)
    let (sentences, threads, hashes) = (sentences, threads, hashes)
    async let text = Workbench(name: "encoding.text").attempt { executor throws(EncodingError) in
      try ProjectedTextEmbedder(
        directory: directory,
        sentences: SentenceEncoder(directory: sentences, threads: threads, hashes: hashes, executor: executor), hashes: hashes)
    }
    let image = try await DeviceEncoder.load(device) { device throws(EncodingError) in
      try await Workbench(name: "encoding.image").run { executor throws(EncodingError) in
        ModelImageEncoder.skinLite(
          try SkinLiteEncoder(
            directory: directory, text: ProjectedTextEmbedder.fingerprint(of: directory, sentences: sentences, hashes),
            precision: chosen,
            hashes: hashes, executor: executor, device: device))
      }
    }
    return (image, .projected(try await text.get()))
  }

  private func loadSigLIP(
    _ directory: URL, _ preprocessing: SigLIPPreprocessing, _ precision: Precision, _ tokenLimit: Int?
  ) async throws(EncodingError) -> (DeviceEncoder<ModelImageEncoder>, ModelTextEmbedder) {
    let (threads, hashes, caches) = (threads, hashes, caches)
    async let text = Workbench(name: "encoding.text").attempt { executor throws(EncodingError) in
      try SigLIPTextEncoder(directory: directory, precision: precision, threads: threads, hashes: hashes, executor: executor)
    }
    let image = try await DeviceEncoder.load(device) { device throws(EncodingError) in
      try await Workbench(name: "encoding.image").run { executor throws(EncodingError) in
        ModelImageEncoder.sigLIP(
          try SigLIPEncoder(
            directory: directory, preprocessing: preprocessing, precision: precision, tokenLimit: tokenLimit, caches: caches,
            threads: threads, hashes: hashes, executor: executor, device: device))
      }
    }
    return (image, .sigLIP(try await text.get()))
  }
}
