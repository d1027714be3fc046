/// Whether a language model can be used, and what is to be said of it.
public struct LanguageState: Sendable, Hashable, Codable {
  /// How it stands.
  public enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// The configuration wants none.
    case off
    /// None is installed: explanations stand as they were composed.
    case missing
    case ready
    /// It does not answer, or badly: explanations stand as they were composed.
    case failing
  }

  public var state: State
  public var detail: String?

  /// - Parameters:
  ///   - state: how it stands.
  ///   - detail: the model's name, or what is wrong.
  public init(_ state: State, detail: String? = nil) {
    self.state = state
    self.detail = detail
  }
}
