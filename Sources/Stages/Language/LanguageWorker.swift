public import Foundation
import Llama
import Vocabulary

/// The inside of the process in which the local model computes: reads a question a line and answers each in one line.
///
/// - Threading: one caller, which it blocks; the library computes on one thread of low priority beside it.
public struct LanguageWorker {
  /// Tokens of instruction, text and answer together; a sentence has some fifty.
  private static let contextTokens = 768
  /// For all answers but the likeliest.
  private static let temperature: Float = 0.3

  private let files: LanguageFiles
  private var model: LlamaModel?

  /// Loads nothing yet.
  ///
  /// - Parameters:
  ///   - library: the bridge to llama.cpp.
  ///   - weights: the model's file.
  public init(library: URL, weights: URL) { files = LanguageFiles(library: library, weights: weights) }

  /// Answers one line; the first one loads the model.
  ///
  /// - Parameter line: a question of the server's, as JSON.
  /// - Returns: the answer as JSON, without a line's end in it.
  public mutating func answer(_ line: String) -> String {
    let answer: WorkerAnswer
    if let question = try? JSONDecoder().decode(WorkerQuestion.self, from: Data(line.utf8)) {
      answer = self.answer(question)
    } else {
      answer = WorkerAnswer(fault: "the line is no question")
    }
    // Strings and numbers always encode.
    return (try? JSONEncoder().encode(answer)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private mutating func answer(_ question: WorkerQuestion) -> WorkerAnswer {
    let clock = ContinuousClock()
    let start = clock.now
    do throws(LlamaError) {
      let model = try loaded()
      let loading = clock.now - start
      let deadline = clock.now + .seconds(question.milliseconds / 1000)
      let answer = try model.generate(
        instruction: question.instruction, text: question.text, tokenLimit: question.tokenLimit,
        temperature: question.variant == 0 ? 0 : Self.temperature, seed: UInt32(clamping: question.variant), isOneLine: true
      ) { clock.now < deadline }
      return WorkerAnswer(
        text: answer.text, tokens: answer.tokens,
        ending: answer.ending == .limit ? .limit : answer.ending == .stopped ? .late : .finished,
        loadingMilliseconds: loading.milliseconds)
    } catch { return WorkerAnswer(fault: "\(error)") }
  }

  private mutating func loaded() throws(LlamaError) -> LlamaModel {
    if let model { return model }
    let made = try LlamaModel(
      LlamaLibrary(path: files.library.path), path: files.weights.path, contextTokens: Self.contextTokens)
    model = made
    return made
  }
}
