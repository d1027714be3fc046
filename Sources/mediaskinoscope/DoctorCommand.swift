import Capture
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
  let options: [OptionSpecification] = [
    .config, .data, .model, .device, .json,
    .init("golden", .text(placeholder: "DIR"), "only compares the model with vectors that somebody else computed"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    try options.refuseArguments(of: self)
    if let folder = options.text("golden") { return try await compare(with: folder, options) }
    let checks = await Doctor(resources: .find(), settings: try settings(options)).examine()
    for check in checks {
      if options.has("json") { Console.record(check) } else { Console.line(Self.text(check)) }
    }
    let failed = checks.filter { $0.verdict == .failed }.map(\.name)
    guard failed.isEmpty else { throw .failed("failed: \(failed.joined(separator: ", ")); the lines above say how to mend it") }
  }

  private func compare(with folder: String, _ options: ParsedOptions) async throws(CommandFailure) {
    guard let model = options.text("model") else { throw .usage("doctor --golden: give --model DIR, a SigLIP directory") }
    do {
      let summary = try ModelLibrary(resources: .find(), caches: nil).catalog.inspect(model)
      guard summary.kind == .siglip else { throw CommandFailure.failed("--model \(model): only a SigLIP directory has goldens") }
      let golden = try GoldenFolder(URL(filePath: folder))
      let picture = try await golden.picture.asyncMap {
        try await PictureDecoder().decode(file: $0.file.path, policy: .commandLine)
      }
      let report = try await GoldenCheck(directory: URL(filePath: summary.directory), golden: golden, picture: picture).run()
      if options.has("json") { Console.record(report) } else { Console.line(Self.text(report)) }
      guard report.agrees else {
        throw CommandFailure.failed("\(report.model): differs from \(folder), most likely the \(report.cause?.words ?? "model")")
      }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  private static func text(_ report: GoldenReport) -> String {
    """
    \(report.agrees ? "ok     " : "FAILED ") golden: \(report.model), \(report.texts) texts
            lowest cosine   \(report.lowestTextCosine.map { "\($0)" } ?? "none"), needed \(GoldenReport.agreement)
            mean cosine     \(report.meanTextCosine.map { "\($0)" } ?? "none")
            picture         \(report.pictureCosine.map { "\($0)" } ?? "none")
            \(report.explanation)
    """
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

extension GoldenReport.Cause {
  fileprivate var words: String {
    switch self {
    case .tokenizer: "tokenizer"
    case .padding: "padding of texts"
    case .preprocessing: "preprocessing of pictures"
    case .otherCheckpoint: "checkpoint: another one of the same width"
    case .otherWidth: "checkpoint: another width"
    }
  }
}

extension Optional {
  /// `map` with a body that waits.
  fileprivate func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
    guard let self else { return nil }
    return try await body(self)
  }
}
