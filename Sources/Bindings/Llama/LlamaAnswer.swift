/// What a model wrote.
public struct LlamaAnswer: Sendable, Hashable {
  /// Why it stopped.
  public enum Ending: Sendable, Hashable {
    /// It said that it was done.
    case finished
    /// Its first line was over, and one was wanted.
    case line
    /// It reached the limit of tokens.
    case limit
    /// Whoever received it wanted no more.
    case stopped
  }

  public let text: String
  /// Tokens of the question, those among them that were still held from the last one, and tokens that were written.
  public let promptTokens: Int
  public let reusedTokens: Int
  public let tokens: Int
  public let ending: Ending
}
