import Cryptography
import Foundation
import GLib
import People

/// Asks for a password: on the terminal twice, without showing it; from standard input else, its first line. Never from the command line,
/// which every program of the machine can read.
enum PasswordPrompt {
  static func new(for name: String) throws(CommandFailure) -> Secret {
    let password: Secret
    if isatty(FileHandle.standardInput.fileDescriptor) == 1 {
      Console.error("A password for \(name): \(PasswordRules.allowed).")
      password = try silently("Password: ")
      guard try silently("Again: ") == password else { throw .failed("people: the two passwords differ; nothing was changed") }
    } else {
      guard let line = readLine(strippingNewline: true), !line.isEmpty else {
        throw .failed("people: no password came on standard input; type it on a terminal, or pipe it in as one line")
      }
      password = Secret(text: line)
    }
    guard PasswordRules.accepts(password, of: PersonName.normalised(name) ?? name) else {
      throw .failed("people: this password is not allowed; a password is \(PasswordRules.allowed)")
    }
    return password
  }

  /// The terminal shows nothing meanwhile, and shows again whatever happens.
  private static func silently(_ prompt: String) throws(CommandFailure) -> Secret {
    FileHandle.standardError.write(Data(prompt.utf8))
    let terminal = SilentTerminal()
    defer {
      terminal?.restore()
      FileHandle.standardError.write(Data("\n".utf8))
    }
    guard let line = readLine(strippingNewline: true) else { throw .failed("people: no password was typed; nothing was changed") }
    return Secret(text: line)
  }
}
