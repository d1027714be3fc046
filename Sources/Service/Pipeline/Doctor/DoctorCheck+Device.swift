import Encoding
import Vocabulary

extension DoctorCheck {
  /// Where the image encoder runs, what each device took, and which cannot be used.
  init(device report: DeviceReport) {
    let speeds = report.speeds.map { "\($0.device) \($0.milliseconds.rounded(decimals: 1)) ms" }.joined(separator: ", ")
    let faults = report.faults.map(\.description).joined(separator: "; ")
    let detail = "\(report.requested.name) asked for, \(report.used) used"
    let tiles = report.tileInstructions.map { "its \($0) instructions run the layers of SigLIP directories at bf16 and int8" }
    let facts = [detail, tiles, speeds.isEmpty ? nil : "measured: \(speeds)", faults.isEmpty ? nil : faults].compactMap { $0 }
    self.init(
      "device", report.isFallback ? .limited : .passed, facts.joined(separator: "; "),
      remedy: report.isFallback ? "install that device's driver, or ask for auto" : nil)
  }
}
