import Foundation
import GLib
import Pipeline

/// `doctor`: checks this machine.
struct DoctorCommand: Command {
  let name = "doctor"
  let summary = "checks this machine for what the server needs, and says how to mend each"
  let usage = ""
  let options: [OptionSpecification] = [.data, .model, .json]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    try options.refuseArguments(of: self)
    let data = URL(fileURLWithPath: options.text("data") ?? "./data")
    let checks = await Doctor(resources: .find(), data: data, model: options.text("model") ?? "skinlite").examine()
    for check in checks {
      if options.has("json") { Console.record(check) } else { Console.line(Self.text(check)) }
    }
    let failed = checks.filter { $0.verdict == .failed }.map(\.name)
    guard failed.isEmpty else { throw .failed("failed: \(failed.joined(separator: ", ")); the lines above say how to mend it") }
  }

  private static func text(_ check: DoctorCheck) -> String {
    let mark =
      switch check.verdict {
      case .passed: "ok     "
      case .limited: "limited"
      case .failed: "FAILED "
      }
    return "\(mark) \(check.name): \(check.detail)" + (check.remedy.map { "\n        to mend: \($0)" } ?? "")
  }
}
