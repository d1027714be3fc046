import Foundation
import GLib

/// The program: picks the command, prints its failure in one line, ends with its exit code.
@main
struct MediaSKINoscope {
  static let commands: [any Command] = [
    ServeCommand(), AnalyzeCommand(), EmbedCommand(), EvaluateCommand(), TuneCommand(), PacksCommand(), ModelsCommand(),
    DoctorCommand(), VerifyCommand(), BackupCommand(), RestoreCommand(), ExplainCommand(), KnowledgeCommand(), PeopleCommand(),
    SayCommand(), LanguageCommand(), TokenCommand(), BenchCommand(),
  ]

  static func main() async {
    // A pipe closed by its reader (`… | head`) is not this program's failure.
    signal(SIGPIPE, SIG_IGN)
    exit(await run(Array(CommandLine.arguments.dropFirst())))
  }

  private static func run(_ arguments: [String]) async -> Int32 {
    guard let name = arguments.first, !["--help", "-h", "help"].contains(name) else {
      print(help)
      return arguments.isEmpty ? 2 : 0
    }
    if name == "--version" {
      print("mediaskinoscope \(Version.text)")
      return 0
    }
    guard let command = commands.first(where: { $0.name == name }) else {
      return end(with: .usage("there is no command '\(name)'; `mediaskinoscope --help` lists them"))
    }
    let rest = Array(arguments.dropFirst())
    if rest.contains("--help") || rest.contains("-h") {
      print(command.parser.help, terminator: "")
      return 0
    }
    do throws(CommandFailure) {
      try await command.run(try parse(rest, command))
      return 0
    } catch { return end(with: error) }
  }

  private static func parse(_ arguments: [String], _ command: any Command) throws(CommandFailure) -> ParsedOptions {
    do throws(GLibFailure) { return try command.parser.parse(arguments) } catch {
      throw .usage("\(error.message); `mediaskinoscope \(command.name) --help` says what there is")
    }
  }

  private static func end(with failure: CommandFailure) -> Int32 {
    Console.error("mediaskinoscope: \(failure)")
    return failure.exitCode
  }

  private static var help: String {
    let width = commands.map(\.name.count).max() ?? 0
    let lines = commands.map { "  \($0.name.padding(toLength: width, withPad: " ", startingAt: 0))  \($0.summary)" }
    return """
      mediaskinoscope COMMAND [OPTION…]: live video of skin in, findings and alerts out.
      Research use only. Not for diagnosis.

      \(lines.joined(separator: "\n"))

      `mediaskinoscope COMMAND --help` says more. Exit codes: 0 done, 1 failed, 2 wrong usage.
      """
  }
}
