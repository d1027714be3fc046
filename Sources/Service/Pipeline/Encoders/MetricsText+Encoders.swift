import Encoding
import Vocabulary

extension MetricsText {
  /// Where the local encoder runs.
  mutating func device(_ report: DeviceReport) {
    family("skino_encoder_device", "gauge", "1 for the device that serves, beside the one that was asked for.")
    sample("skino_encoder_device", [("device", report.used), ("requested", report.requested.name)], 1)
    family("skino_encoder_device_fallback", "gauge", "Whether another device than the one that was asked for serves.")
    sample("skino_encoder_device_fallback", [], report.isFallback ? 1 : 0)
  }

  /// How the remote encoder fares; `report` is `nil` while it is not connected.
  mutating func remote(_ report: RemoteReport?, _ standby: StandbyEncoder) {
    family("skino_remote_encoder_serving", "gauge", "Whether the remote encoder serves.")
    sample("skino_remote_encoder_serving", [], standby.fault == nil ? 1 : 0)
    counter("skino_remote_encoder_local_frames", "Frames that the local encoder took over.", standby.localFrames)
    guard let report else { return }
    family("skino_remote_encoder_circuit", "gauge", "The circuit breaker's state.")
    for circuit in RemoteReport.Circuit.allCases {
      sample("skino_remote_encoder_circuit", [("state", circuit.rawValue)], report.circuit == circuit ? 1 : 0)
    }
    family("skino_remote_encoder_requests", "counter", "Requests by how they ended; refused ones were not sent.")
    for (outcome, count) in [("answered", report.answered), ("failed", report.failed), ("refused", report.refused)] {
      sample("skino_remote_encoder_requests_total", [("outcome", outcome)], Double(count))
    }
    counter("skino_remote_encoder_hedges", "Requests that were sent a second time.", report.hedges)
    counter("skino_remote_encoder_hedges_won", "Second requests that were the faster.", report.hedgesWon)
    counter("skino_remote_encoder_batches", "Requests with pictures.", report.batches)
    counter("skino_remote_encoder_pictures", "Pictures in them.", report.pictures)
  }
}
