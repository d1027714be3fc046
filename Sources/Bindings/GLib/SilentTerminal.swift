internal import Glibc

/// Keeps the terminal of standard input from showing what is typed.
///
/// - Source: `tcgetattr`, `tcsetattr`.
public struct SilentTerminal: Sendable {
  private let before: termios

  /// Silences it; `nil` where standard input is no terminal.
  public init?() {
    var attributes = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &attributes) == 0 else { return nil }
    before = attributes
    attributes.c_lflag &= ~tcflag_t(ECHO)
    guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &attributes) == 0 else { return nil }
  }

  /// Lets it show again.
  public func restore() {
    var attributes = before
    _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &attributes)
  }
}
