/// Why a command ended without doing its work, in one line: what, where, what to do.
enum CommandFailure: Error, CustomStringConvertible {
  /// The command line itself is wrong.
  case usage(String)
  case failed(String)

  var exitCode: Int32 {
    switch self {
    case .usage: 2
    case .failed: 1
    }
  }

  var description: String {
    switch self {
    case .usage(let text), .failed(let text): text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }
}
