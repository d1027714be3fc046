import Configuration
import Handoff
import Journal
import Vocabulary

extension Doctor {
  /// Whether each sink could be reached, and what would leave. Nothing is sent.
  func sinks() async -> [DoctorCheck] {
    var checks: [DoctorCheck] = settings.sinks.isEmpty ? [DoctorCheck("hand-off", .passed, "off: alerts go nowhere else")] : []
    for sink in settings.sinks { checks.append(await check(sink)) }
    return checks + [deadLetters()]
  }

  /// What sinks were given up on: a sink that answers now says nothing of what it did not take before.
  func deadLetters() -> DoctorCheck {
    let name = "dead letters"
    do throws(JournalError) {
      let dead = try JournalVerifier(folder: settings.data).deadLetters().sorted { $0.key < $1.key }
      guard !dead.isEmpty else { return DoctorCheck(name, .passed, "none: no message was given up") }
      let count = dead.reduce(0) { $0 + $1.value }
      return DoctorCheck(
        name, .limited,
        "\(count) \(count == 1 ? "message was" : "messages were") given up after every retry: "
          + dead.map { "\($0.value) for \($0.key)" }.joined(separator: ", "),
        remedy: "look at Settings, Hand-off, for why; mend the receiver, then send them again there")
    } catch {
      return DoctorCheck(
        name, .failed, "what was given up cannot be read: \(error)", remedy: "run `verify`; check the data folder's rights")
    }
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
