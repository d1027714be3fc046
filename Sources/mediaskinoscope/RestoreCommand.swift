import Backup
import GLib

/// `restore`: puts a backup back into a new data folder.
struct RestoreCommand: Command {
  let name = "restore"
  let summary = "puts a backup back into a new data folder; reads the passphrase from standard input"
  let usage = "FROM --data DIR"
  let options: [OptionSpecification] = [.data, .json]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    guard options.arguments.count == 1, let source = options.arguments.first else {
      throw .usage("restore: name the folder of one backup")
    }
    guard let data = options.text("data") else { throw .usage("restore: name the new data folder with --data") }
    let passphrase = try Passphrase.read()
    do throws(BackupError) {
      let manifest = try SealedBackup(folder: source).restore(into: data, passphrase: passphrase)
      BackupCommand.report(manifest, options, "restored into \(data); run mediaskinoscope verify --data \(data)")
    } catch { throw .failed("\(error)") }
  }
}
