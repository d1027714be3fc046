import Encoding
import Vocabulary

/// What is said of the encoders: how frames end, whether the one that was asked for serves, and on which device.
struct EncoderHealth: Sendable {
  let watchdog: EncoderWatchdog
  let standby: StandbyEncoder?
  /// How the local encoder's device fares; `nil` where there is none.
  let device: @Sendable () async -> DeviceReport?

  func state() async -> Health.Encoder {
    let state = watchdog.state
    guard state.state == .ok else { return state }
    if let fault = standby?.fault {
      return Health.Encoder(
        state: .fallback, detail: "The remote encoder does not serve: \(fault). The local one takes its place.")
    }
    guard let report = await device(), report.isFallback else { return state }
    let causes = report.faults.map(\.description).joined(separator: "; ")
    return Health.Encoder(
      state: .fallback, detail: "Asked for was \(report.requested.name): \(causes). \(report.used) serves instead.")
  }
}
