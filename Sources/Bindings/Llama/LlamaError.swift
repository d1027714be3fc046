/// What went wrong in llama.cpp or in opening it. Texts are not kept.
public enum LlamaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The library cannot be opened; the loader's own words.
  case library(String)
  /// The library is not the bridge that this program was written for, or an older one.
  case otherVersion
  /// It refused a model's file; its own words.
  case model(String)
  /// The text and its answer do not fit the context, in tokens.
  case tooLong(limit: Int)
  /// It failed while it wrote: `1`…`3` of the bridge.
  case generation(code: Int)

  public var description: String {
    switch self {
    case .library(let words): "the language library cannot be opened: \(words)"
    case .otherVersion: "the language library was built for another version of this program: run scripts/setup-language-model"
    case .model(let words): "the language model cannot be loaded: \(words.isEmpty ? "llama.cpp does not say why" : words)"
    case .tooLong(let limit): "a text and its answer have more than \(limit) tokens"
    case .generation(let code): "llama.cpp failed while it wrote (\(code))"
    }
  }
}
