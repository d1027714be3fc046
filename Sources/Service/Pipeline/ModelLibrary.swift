import Detection
public import Encoding
public import Foundation
public import Vocabulary

/// Finds and loads encoders by name or directory, with the calibration that belongs to them.
public struct ModelLibrary: Sendable {
  /// The catalogue behind it, for what needs no pack: `models`, `embed`.
  public let catalog: EncoderCatalog

  /// - Parameters:
  ///   - resources: where models and the sentence encoder lie.
  ///   - caches: where hashes of weights and text vectors are remembered; `nil` for nowhere.
  ///   - device: where image encoders run.
  public init(resources: Resources, caches: URL?, device: DeviceChoice = .auto) {
    catalog = EncoderCatalog(
      folders: [resources.models], sentences: resources.sentenceEncoder, dataFolder: caches, device: device)
  }

  /// Loads a model; a fraction of a second for skinlite.
  ///
  /// - Parameters:
  ///   - name: a model's name or directory.
  ///   - precision: of the image side; `nil` = the fastest that the model, its calibration and this machine have.
  ///   - tokenLimit: tokens that no frame gets more of, for SigLIP directories; `nil` = the full grid.
  public func load(
    _ name: String, precision: Precision? = nil, tokenLimit: Int? = nil
  ) async throws(PipelineError) -> ReadyModel {
    do {
      let summary = try catalog.inspect(name)
      let calibration = try Self.calibration(in: URL(filePath: summary.directory))
      // In a precision that nobody compared, findings would be unproven: no speed is worth that.
      let model = try await catalog.load(
        name, precision: precision, calibrated: calibration?.precisions ?? [.f32], tokenLimit: tokenLimit)
      let weights = try catalog.weights(name)
      let known = summary.conditions.compactMap { ConditionIdentifier($0) }
      return ReadyModel(
        encoder: model.image, text: model.text, known: known.isEmpty ? nil : Set(known),
        calibration: calibration, weights: weights, maps: try MapVerdict.read(in: model.directory, model: weights),
        licence: summary.licence,
        kin: try catalog.fingerprints(name),
        facts: .init(name: summary.name, logitBias: summary.logitBias, tokens: summary.shape?.tokens),
        directory: model.directory, device: { await model.image.report })
    } catch {
      throw .unusable(what: "model \(name)", reason: "\(error)")
    }
  }

  /// The calibration beside the weights, if there is one; without it nothing is proven.
  private static func calibration(in directory: URL) throws -> Calibration? {
    let file = directory.appending(path: "calibration.json").path
    return FileManager.default.fileExists(atPath: file) ? try Calibration.read(file: file) : nil
  }
}
