import Foundation
import Vocabulary

/// The body of a chat completion.
///
/// - Source: OpenAI's API reference, "Create chat completion". `max_tokens` is what other servers of the protocol know too.
struct CompletionRequest: Encodable {
  struct Message: Encodable {
    let role: String
    let content: String
  }

  let model: String
  let messages: [Message]
  let stream = true
  let maximum: Int
  let temperature: Double
  let seed: Int

  private enum CodingKeys: String, CodingKey {
    case model, messages, stream, temperature, seed
    case maximum = "max_tokens"
  }

  init(_ task: LanguageTask, model: String) {
    self.model = model
    messages = [Message(role: "system", content: task.instruction), Message(role: "user", content: task.text)]
    maximum = task.tokenLimit
    temperature = task.variant == 0 ? 0 : 0.3
    seed = task.variant
  }

  /// As JSON.
  func bytes() -> [UInt8] {
    // Strings and numbers always encode.
    (try? JSONEncoder().encode(self)).map { Array($0) } ?? []
  }
}
