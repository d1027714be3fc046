import Configuration
import Vocabulary

@testable import Server

/// Settings pages, overlays and zones of the stream `demo`, in memory.
actor FakeHouse: HouseBackend {
  private var overlayState = OverlayState(isHidden: false)
  private var known: [IgnoredZone] = []
  private var isRunning = false

  func diagnosis() -> DiagnosisReport {
    DiagnosisReport(
      checks: [.init(name: "camera", verdict: "limited", detail: "none", remedy: "connect one")],
      examinedAt: "2026-01-01T00:00:00.000Z", isRunning: isRunning)
  }

  func examine() -> DiagnosisReport {
    isRunning = true
    return diagnosis()
  }

  func storage() throws(BackendError) -> StorageReport {
    StorageReport(
      folder: "/data",
      items: [.init(id: "journal", name: "Journal", keeps: "entries", retention: "for good", files: 1, bytes: 7)],
      freeBytes: nil)
  }

  func settings() -> SettingsSummary { SettingsSummary(Settings()) }

  func lint(_ pack: String) throws(BackendError) -> LintReport {
    guard pack == "dermatology" else { throw .unknownPack }
    return LintReport(
      pack: pack, file: "dermatology.yaml", items: [.init(rule: "codes", severity: "warning", line: 3, message: "no code")])
  }

  func tryVoice(_ condition: ConditionIdentifier, _ tier: AlertTier) throws(BackendError) -> VoiceTrial {
    guard condition == .melanoma else { throw .invalid(pointer: "/condition", allowed: "a condition of a pack that is loaded") }
    return VoiceTrial(text: "\(tier), resembles melanoma.", voice: "piper joe", clip: "/api/v1/speech/\(FakeVoice.clip)")
  }

  func overlay() -> OverlayState { overlayState }

  func setOverlay(isHidden: Bool, by principal: Principal) throws(BackendError) -> OverlayState {
    overlayState = OverlayState(isHidden: isHidden, by: principal.name, at: "2026-01-01T00:00:00.000Z")
    return overlayState
  }

  func zones(_ stream: StreamIdentifier) throws(BackendError) -> ZoneState {
    guard stream == .demo else { throw .unknownStream(stream) }
    return ZoneState(items: known, suppressed: 4, frames: 3)
  }

  func addZone(_ stream: StreamIdentifier, _ zone: ZoneRequest, by principal: Principal) throws(BackendError) -> ZoneState {
    guard known.count < 2 else { throw .unacceptable(status: 409, reason: "There is no room.") }
    known.append(
      IgnoredZone(
        x: zone.x, y: zone.y, width: zone.width, height: zone.height, label: zone.label, by: principal.name,
        at: "2026-01-01T00:00:00.000Z"))
    return try zones(stream)
  }

  func removeZone(_ stream: StreamIdentifier, _ zone: String?, by principal: Principal) throws(BackendError) -> ZoneState {
    known.removeAll { zone == nil || $0.id == zone }
    return try zones(stream)
  }
}
