import Detection
import Encoding
public import Foundation
public import Vocabulary

/// Finds and loads encoders by name or directory.
public struct ModelLibrary: Sendable {
  private let resources: Resources
  private let caches: URL?
  private let time: any TimeSource

  /// - Parameter caches: where hashes of weights are remembered; `nil` for nowhere.
  public init(resources: Resources, caches: URL?, time: any TimeSource = SystemTime()) {
    self.resources = resources
    self.caches = caches
    self.time = time
  }

  /// The models that ship.
  public var names: [String] {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: resources.models.path)) ?? []
    return found.filter { FileManager.default.fileExists(atPath: resources.models.appending(path: "\($0)/model.json").path) }.sorted()
  }

  /// Loads a model; blocks for some tenths of a second for skinlite.
  public func load(_ name: String) async throws(PipelineError) -> LoadedModel {
    if names.contains(name) { return try await loadSkinLite(resources.models.appending(path: name)) }
    throw .unknownModel(name, known: names)
  }

  private func loadSkinLite(_ directory: URL) async throws(PipelineError) -> LoadedModel {
    let hashes = FileHashes(folder: caches)
    do {
      let sentences = try SentenceEncoder(directory: resources.sentenceEncoder, hashes: hashes)
      let text = try ProjectedTextEmbedder(directory: directory, sentences: sentences, hashes: hashes)
      let encoder = try SkinLiteEncoder(directory: directory, text: text.fingerprint, hashes: hashes, time: time)
      let card = try SkinLiteCard.read(directory)
      let calibration = try Calibration.read(file: directory.appending(path: "calibration.json").path)
      return LoadedModel(
        encoder: encoder, text: text, known: Set(card.conditions.compactMap { ConditionIdentifier($0) }), calibration: calibration,
        licence: card.licence)
    } catch {
      throw .unusable(what: "model \(directory.lastPathComponent)", reason: "\(error)")
    }
  }
}
