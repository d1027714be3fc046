public import Configuration
import Cryptography
import Encoding
import Explanation
import Foundation
public import Knowledge
import Language
import Soup
public import Vocabulary

/// Makes the language model that the configuration wants.
public enum LanguageModelSetup {
  /// The model, or the reason why there is none.
  public enum Choice: Sendable {
    case model(any LanguageModel)
    /// The configuration wants none, or `auto` found none.
    case none(LanguageState)
  }

  /// - Parameters:
  ///   - setting: what the configuration says.
  ///   - resources: where the local model lies.
  ///   - time: the model's clock.
  /// - Returns: the model; none for `off`, and for `auto` where none is installed.
  /// - Throws: ``PipelineError`` for one that is asked for by name and cannot be.
  public static func open(
    _ setting: LanguageModelSetting, resources: Resources, time: any TimeSource = SystemTime()
  ) async throws(PipelineError) -> Choice {
    switch setting.engine {
    case .off: return .none(LanguageState(.off))
    case .auto, .local:
      let files = LanguageFiles(folder: resources.language, weights: setting.file)
      if let missing = files.missing {
        guard setting.engine == .auto, setting.file == nil else {
          throw .unusable(what: "language_model", reason: "\(missing.path) is missing; run scripts/setup-language-model")
        }
        return .none(LanguageState(.missing, detail: LanguageFault.notInstalled.description))
      }
      return .model(LocalLanguageModel(files: files, releasedAfter: .seconds(setting.idleSeconds), time: time))
    case .openai: return .model(try await endpoint(setting, time))
    }
  }

  private static func endpoint(
    _ setting: LanguageModelSetting, _ time: any TimeSource
  ) async throws(PipelineError) -> EndpointLanguageModel {
    guard let target = setting.url.flatMap(HTTPTarget.init), let model = setting.model else {
      throw .unusable(what: "language_model: url", reason: "it must be \(HTTPTarget.allowed)")
    }
    var settings = EndpointSettings(target: target, model: model)
    settings.authorityFile = setting.certificate
    settings.patience = .milliseconds(setting.timeoutMilliseconds)
    if let file = setting.secretFile {
      do throws(SecretFile.Failure) { settings.key = try SecretFile.read(file) } catch {
        throw .unusable(what: "language_model: secret_file", reason: "\(error); it must be a file that only its owner can read")
      }
    }
    do throws(LanguageFault) { return try await EndpointLanguageModel(settings: settings, time: time) } catch {
      throw .unusable(what: "language_model: certificate", reason: "it must be a readable PEM file")
    }
  }

  /// A rephraser by a model, with the knowledge store's names and vectors.
  ///
  /// - Parameters:
  ///   - model: what rewords.
  ///   - library: the knowledge store.
  ///   - resources: where the entailment model lies.
  ///   - time: bounds an explanation.
  /// - Returns: the rephraser.
  /// - Throws: the store's error where its names cannot be read, or `EncodingError`: without its judge nothing is reworded.
  public static func rephraser(
    _ model: any LanguageModel, library: KnowledgeLibrary, resources: Resources = .find(), time: any TimeSource = SystemTime()
  ) async throws -> Rephraser {
    let entailment = try await ModelLibrary(resources: resources, caches: nil).catalog.loadEntailment(resources.entailment)
    return Rephraser(
      model: model, lexicon: ClinicalLexicon(try await library.names()), time: time,
      entailment: { try await entailment.score($0) },
      vectors: { try await library.vectors(of: $0) })
  }

  /// The desk of a server; `nil` where there is no model or no knowledge to reword.
  static func desk(_ choice: Choice, knowledge: KnowledgeLibrary?, packs: [Pack], time: any TimeSource) async throws
    -> RephrasingDesk?
  {
    guard case .model(let model) = choice, let knowledge else { return nil }
    let rephraser = try await rephraser(model, library: knowledge, time: time)
    let names = Dictionary(packs.flatMap { $0.conditions + $0.controls }.map { ($0.id, $0.name) }) { first, _ in first }
    return RephrasingDesk(model: model, time: time) { explanation in
      await rephraser.rephrase(explanation, subject: names[explanation.condition])
    }
  }
}
