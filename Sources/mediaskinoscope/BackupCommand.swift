import Backup
import Cryptography
import Foundation
import GLib
import Vocabulary

/// `backup`: copies the data folder into a sealed one while the server runs.
struct BackupCommand: Command {
  let name = "backup"
  let summary =
    "copies the data folder into a new, sealed one, also while the server runs; reads the passphrase from standard input"
  let usage = "TO"
  let options: [OptionSpecification] = [.data, .json]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    guard options.arguments.count == 1, let target = options.arguments.first else {
      throw .usage("backup: name one new folder for the backup")
    }
    let passphrase = try Passphrase.read()
    do throws(BackupError) {
      let manifest = try SealedBackup(folder: target).make(
        of: options.text("data") ?? "./data", passphrase: passphrase, now: SystemTime().now().rfc3339)
      Self.report(manifest, options, "backed up to \(target); keep the passphrase elsewhere, nothing opens the backup without it")
    } catch { throw .failed("\(error)") }
  }

  /// What was copied, in words or as JSON.
  static func report(_ manifest: BackupManifest, _ options: ParsedOptions, _ words: String) {
    if options.has("json") { return Console.record(manifest) }
    let bytes = manifest.files.reduce(0) { $0 + $1.bytes }
    Console.line("\(manifest.files.count) files, \(bytes) bytes, of \(manifest.madeAt): \(words)")
  }
}

/// The first line of standard input.
enum Passphrase {
  static func read() throws(CommandFailure) -> Secret {
    if isatty(FileHandle.standardInput.fileDescriptor) == 1 {
      Console.error("passphrase, then return (it is shown as you type):")
    }
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw .failed("no passphrase came: give it as the first line of standard input")
    }
    return Secret(text: line)
  }
}
