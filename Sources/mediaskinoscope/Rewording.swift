import Configuration
import Explanation
import Foundation
import GLib
import Knowledge
import Pipeline
import Vocabulary

/// `explain --rephrase`: lets a language model reword an explanation, and says what became of its sentences.
struct Rewording {
  private let setting: LanguageModelSetting

  /// The model that the configuration wants; without one, the local model.
  init(_ options: ParsedOptions) throws {
    var setting = try options.text("config").map { try Settings(file: $0).languageModel } ?? LanguageModelSetting()
    // Who asks for it by name must be told that there is none.
    if setting.engine == .auto || options.text("config") == nil { setting.engine = .local }
    self.setting = setting
  }

  /// The explanation with what was kept, or as it was.
  func reword(_ explanation: Explanation, subject: String?, library: KnowledgeLibrary) async throws -> Explanation {
    guard case .model(let model) = try await LanguageModelSetup.open(setting, resources: .find()) else {
      throw CommandFailure.failed("explain --rephrase: the configuration says language_model: off")
    }
    let result = try await LanguageModelSetup.rephraser(model, library: library).rephrase(explanation, subject: subject)
    if let fault = result.faults.first { Console.error("explain --rephrase: \(fault)") }
    let reasons = Dictionary(result.refusals.map { ($0.name, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
    Console.error(
      "\(model.name): \(result.keptCount) of \(result.offered) sentences reworded"
        + (reasons.isEmpty ? "" : "; as composed: " + reasons.map { "\($0.value) \($0.key)" }.joined(separator: ", ")))
    return result.explanation ?? explanation
  }
}
