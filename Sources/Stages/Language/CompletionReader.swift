import Foundation
import Vocabulary

/// Gathers the first line of a streamed chat completion, within bounds.
///
/// A value that is fed bytes as they come.
/// - Source: OpenAI's API reference, "The chat completion chunk object".
struct CompletionReader: Sendable {
  private struct Chunk: Decodable {
    struct Choice: Decodable {
      struct Delta: Decodable { let content: String? }
      let delta: Delta?
      let finish_reason: String?
    }
    let choices: [Choice]?
    let error: Ignored?
  }
  private struct Ignored: Decodable { init(from decoder: any Decoder) {} }

  private let limit: Int
  private var events = EventStreamReader()
  private(set) var text = ""
  private(set) var pieces = 0
  private(set) var fault: LanguageFault?
  /// The server said that it was done.
  private(set) var isFinished = false

  init(limit: Int) { self.limit = limit }

  /// - Parameter bytes: the next ones of the body.
  /// - Returns: whether more are wanted.
  mutating func read(_ bytes: [UInt8]) -> Bool {
    for data in events.read(bytes) where fault == nil && !isFinished { take(data) }
    if events.isBroken, !isFinished { fault = fault ?? .unreadable }
    return fault == nil && !isFinished
  }

  private mutating func take(_ data: [UInt8]) {
    guard data != Array("[DONE]".utf8) else {
      isFinished = true
      return
    }
    guard let chunk = try? JSONDecoder().decode(Chunk.self, from: Data(data)), chunk.error == nil, let choices = chunk.choices
    else {
      fault = .unreadable
      return
    }
    // The last chunk may have no choice: it counts tokens.
    guard let choice = choices.first else { return }
    if let content = choice.delta?.content, !content.isEmpty {
      text += content
      pieces += 1
    }
    // One line was asked for: what follows is not waited for.
    if text.drop(while: \.isWhitespace).contains(where: \.isNewline) { isFinished = true }
    if text.utf8.count > limit || !isFinished && choice.finish_reason == "length" { fault = .tooLong(limit: limit) }
    if choice.finish_reason == "stop" { isFinished = true }
  }

  /// What was written, once the body is over.
  func result() throws(LanguageFault) -> String {
    if let fault { throw fault }
    guard isFinished else { throw .unreadable }
    guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    return text
  }
}
