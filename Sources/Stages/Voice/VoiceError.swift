/// Why nothing could be said. Texts are not kept.
public enum VoiceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The voice's files are missing or not what they should be.
  case voiceFiles(path: String, reason: String)
  case espeak(String)
  case inference(String)
  /// The text has nothing that can be pronounced, or too much.
  case text(characters: Int, limit: Int)
  /// The process that renders clips ended badly; 137: it was killed, because it took too long.
  case renderer(status: Int32)
  case file(path: String, reason: String)
  /// More texts wait than are allowed to.
  case busy(waiting: Int)

  public var description: String {
    switch self {
    case .voiceFiles(let path, let reason): "the voice in \(path) cannot be used: \(reason)"
    case .espeak(let reason): reason
    case .inference(let reason): "the voice failed: \(reason)"
    case .text(let characters, let limit):
      "a text of \(characters) characters cannot be spoken; give 1 to \(limit), with words in it"
    case .renderer(let status):
      status == 137 ? "the voice's process took too long and was killed" : "the voice's process ended with \(status)"
    case .file(let path, let reason): "\(path): \(reason)"
    case .busy(let waiting): "\(waiting) texts wait for the voice already"
    }
  }
}
