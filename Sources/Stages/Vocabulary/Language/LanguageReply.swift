/// What a language model wrote.
public struct LanguageReply: Sendable, Hashable {
  public let text: String
  /// Tokens that it wrote; for a model elsewhere, pieces that arrived.
  public let tokens: Int
  /// From the question to the end of the answer, loading included.
  public let duration: Duration
  /// Of that, loading the model; zero where it was loaded.
  public let loading: Duration

  /// - Parameters:
  ///   - text: what it wrote.
  ///   - tokens: how many it wrote.
  ///   - duration: from the question to the end of the answer.
  ///   - loading: of that, loading the model.
  public init(text: String, tokens: Int, duration: Duration, loading: Duration = .zero) {
    self.text = text
    self.tokens = tokens
    self.duration = duration
    self.loading = loading
  }
}
