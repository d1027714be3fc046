import Configuration
import Handoff
import Vocabulary

extension Doctor {
  /// Whether each sink could be reached, and what would leave. Nothing is sent.
  func sinks() async -> [DoctorCheck] {
    var checks: [DoctorCheck] = settings.sinks.isEmpty ? [DoctorCheck("hand-off", .passed, "off: alerts go nowhere else")] : []
    for sink in settings.sinks { checks.append(await check(sink)) }
    return checks
  }

  private func check(_ sink: SinkSetting) async -> DoctorCheck {
    let name = "sink \(sink.name)"
    do {
      let found = try await SinkCheck.examine(sink, allow: settings.allow)
      let text =
        "\(sink.kind.rawValue) to \(found.address)\(sink.isOn ? "" : ", switched off"): \(Self.leaving(for: sink)); no picture, no vector"
      guard sink.kind != .cloudevents || found.isSigned else {
        return DoctorCheck(
          name, .limited, text + "; messages are not signed", remedy: "give it a secret_file, so that its receiver can tell them")
      }
      return DoctorCheck(name, .passed, text)
    } catch {
      return DoctorCheck(
        name, .failed, "\(error)", remedy: "check what stands under sinks: in the configuration, and the network")
    }
  }

  private static func leaving(for sink: SinkSetting) -> String {
    guard sink.details == .thin else { return "the whole record of an alert, with names of streams and people" }
    return "ids, condition, tier, state and times of alerts" + (sink.kind == .fhir ? ", codes, probability, threshold" : "")
  }
}
