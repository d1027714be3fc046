/// What may reword explanations.
public struct LanguageModelSetting: Sendable, Hashable {
  /// Which model.
  public enum Engine: String, Sendable, Hashable, CaseIterable {
    /// The local one where it is installed, else none.
    case auto
    /// The local one; the start fails without it.
    case local
    /// A server of OpenAI's chat completions: text of explanations leaves the machine.
    case openai
    case off
  }

  /// None unless asked for: the small model that ships writes clumsily, and the checker reads words, not grammar.
  public var engine = Engine.off
  /// Weights of a local model, in GGUF; `nil` = those that scripts/setup-language-model fetches.
  public var file: String?
  /// Without a text, after which a local model gives its memory back.
  public var idleSeconds = 60
  /// The server's base, `https://host/v1`.
  public var url: String?
  /// What the server calls its model.
  public var model: String?
  /// The key's file.
  public var secretFile: String?
  /// PEM certificates to trust instead of the system's.
  public var certificate: String?
  /// The longest wait for one sentence.
  public var timeoutMilliseconds = 10_000

  /// What a server does that is told nothing.
  public init() {}
}
