import Configuration
import Encoding
import Foundation
import GLib
import Pipeline

/// `doctor`: checks this machine.
struct DoctorCommand: Command {
  let name = "doctor"
  let summary = "checks this machine for what the server needs, and says how to mend each"
  let usage = ""
  let options: [OptionSpecification] = [.config, .data, .model, .device, .json]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    try options.refuseArguments(of: self)
    let checks = await Doctor(resources: .find(), settings: try settings(options)).examine()
    for check in checks {
      if options.has("json") { Console.record(check) } else { Console.line(Self.text(check)) }
    }
    let failed = checks.filter { $0.verdict == .failed }.map(\.name)
    guard failed.isEmpty else { throw .failed("failed: \(failed.joined(separator: ", ")); the lines above say how to mend it") }
  }

  private func settings(_ options: ParsedOptions) throws(CommandFailure) -> Settings {
    do {
      var settings = try options.text("config").map { try Settings(file: $0) } ?? Settings()
      if let data = options.text("data") { settings.data = data }
      if let model = options.text("model") { settings.model = model }
      if let device = try options.device() { settings.device = device.name }
      return settings
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
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
