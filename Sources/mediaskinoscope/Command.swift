import GLib
import Vocabulary

/// One command of the program.
protocol Command: Sendable {
  var name: String { get }
  /// One line, for the list of commands.
  var summary: String { get }
  /// What stands after the command's name: `INPUT… [--json]`.
  var usage: String { get }
  var options: [OptionSpecification] { get }

  /// Does it: results to standard output, everything else to standard error.
  func run(_ options: ParsedOptions) async throws(CommandFailure)
}

extension Command {
  var parser: CommandLineParser { CommandLineParser(usage: "\(name) \(usage)", summary: summary, options: options + [.help]) }
}

extension OptionSpecification {
  static let help = OptionSpecification("help", .flag, "says this")
  static let json = OptionSpecification("json", .flag, "writes one JSON object a line")
  static let model = OptionSpecification(
    "model", .text(placeholder: "NAME|DIR"), "the encoder: skinlite (default), or a Hugging Face SigLIP directory")
  static let device = OptionSpecification(
    "device", .text(placeholder: "NAME"), "where its image side runs: auto (default, the fastest), CPU, GPU or NPU")
  static let config = OptionSpecification(
    "config", .text(placeholder: "FILE"), "a YAML configuration: its model, device and remote encoder; options here outrank it")
  static let precision = OptionSpecification(
    "precision", .text(placeholder: "P"),
    "in which the image side computes: f32, bf16, int8 (SigLIP) or auto (default), the fastest that machine and calibration allow"
  )
  static let pack = OptionSpecification(
    "pack", .text(placeholder: "NAME|FILE"), "the specialty pack: dermatology (default), or a file")
  static let data = OptionSpecification("data", .text(placeholder: "DIR"), "where journal, caches and keys are (default ./data)")
}

extension ParsedOptions {
  /// What `--precision` says; `nil` = auto.
  func precision() throws(CommandFailure) -> Precision? {
    guard let text = text("precision"), text != "auto" else { return nil }
    guard let precision = Precision(rawValue: text) else {
      throw .usage("--precision \(text): give f32, bf16, int8 or auto")
    }
    return precision
  }
}
