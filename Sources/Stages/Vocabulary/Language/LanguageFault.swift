/// Why a language model gave no answer. Cases carry facts; never a text, an address or a key.
public enum LanguageFault: Error, Sendable, Hashable {
  /// The library or the weights are not on this machine.
  case notInstalled
  /// The local model failed; the library's own words, which quote no text.
  case local(String)
  /// No whole answer within the time.
  case timedOut
  /// Whoever asked no longer wants it.
  case cancelled
  /// The answer is longer than this many bytes.
  case tooLong(limit: Int)
  /// The server cannot be reached: the library's domain and code.
  case unreachable(domain: String, code: Int)
  /// The server's certificate is not trusted.
  case untrusted
  /// It answered with another status than 200.
  case status(Int)
  /// What it answered is no chat completion.
  case unreadable
  /// It ended without a word.
  case empty
  /// It failed so often that it is left alone for a while.
  case circuitOpen

  /// What is said of a local model whose process died, and of one whose process cannot be started.
  public static let processDied = "the language model's process ended while it was asked; the next text starts another"
  public static let processMissing = "the language model's process cannot be started"

  /// Whether the next text would meet the same fate, so that asking again is of no use now.
  public var isLasting: Bool {
    switch self {
    case .notInstalled, .local, .unreachable, .untrusted, .circuitOpen, .cancelled: true
    case .status(let status): (400..<500).contains(status)
    case .timedOut, .tooLong, .unreadable, .empty: false
    }
  }
}

extension LanguageFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notInstalled: "the language model is not installed: run scripts/setup-language-model"
    case .local(let words): words
    case .timedOut: "the language model did not answer in time"
    case .cancelled: "the question to the language model was given up"
    case .tooLong(let limit): "the language model's answer is longer than \(limit) bytes"
    case .unreachable(let domain, let code): "the language model's server cannot be reached (\(domain) \(code))"
    case .untrusted: "the certificate of the language model's server is not trusted"
    case .status(let status): "the language model's server answered with status \(status)"
    case .unreadable: "what the language model's server answered is no chat completion"
    case .empty: "the language model wrote nothing"
    case .circuitOpen: "the language model's server failed repeatedly and is left alone for a while"
    }
  }
}
