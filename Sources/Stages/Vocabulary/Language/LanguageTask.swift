/// One text for a language model, to be answered in one line: an answer is over at the end of the first line that holds anything.
public struct LanguageTask: Sendable, Hashable {
  /// What is to be done; written by this project, never by a document.
  public let instruction: String
  /// What it is to be done with.
  public let text: String
  /// Tokens of the longest answer.
  public let tokenLimit: Int
  /// Bytes of the longest answer; a longer one is refused.
  public let byteLimit: Int
  /// From now to the end of the answer.
  public let patience: Duration
  /// 0 is the likeliest answer; others vary it, each always in the same way.
  public let variant: Int

  /// - Parameters:
  ///   - instruction: what is to be done.
  ///   - text: what it is to be done with.
  ///   - tokenLimit: tokens of the longest answer.
  ///   - byteLimit: bytes of the longest answer.
  ///   - patience: from now to the end of the answer.
  ///   - variant: which of several answers.
  public init(
    instruction: String, text: String, tokenLimit: Int = 160, byteLimit: Int = 1_200, patience: Duration = .seconds(10),
    variant: Int = 0
  ) {
    self.instruction = instruction
    self.text = text
    self.tokenLimit = tokenLimit
    self.byteLimit = byteLimit
    self.patience = patience
    self.variant = variant
  }
}
