import Configuration
import Detection
import Journal
import Server
import Vocabulary

/// What the settings pages, overlays and zones ask for, from the parts that know.
struct HouseDesk: HouseBackend {
  let configuration: Settings
  let specialties: [Specialty]
  let packFiles: [String: String]
  let diagnoses: DiagnosisDesk
  let survey: StorageSurvey
  let overlays: OverlayDesk
  let escalations: EscalationDesk
  /// `nil` where the configuration names no file.
  let overlayText: OverlayTextDesk?
  let speech: VoiceDesk
  let registry: StreamRegistry
  let journal: JournalStore
  let time: any TimeSource

  func diagnosis() async -> DiagnosisReport { await diagnoses.report }

  func examine() async -> DiagnosisReport { await diagnoses.examine() }

  func storage() async throws(BackendError) -> StorageReport { try await survey.report() }

  func settings() async -> SettingsSummary { SettingsSummary(configuration) }

  func overlay() async -> OverlayState { await overlays.state() }

  func setOverlay(isHidden: Bool, by principal: Principal) async throws(BackendError) -> OverlayState {
    try await overlays.set(isHidden: isHidden, by: principal)
  }

  func lint(_ pack: String) async throws(BackendError) -> LintReport {
    guard let specialty = specialties.first(where: { $0.pack.id == pack }), let file = packFiles[pack] else { throw .unknownPack }
    do throws(DetectionError) {
      let found = try PackLint.check(file: file, known: nil)
      let name = file.split(separator: "/").last.map { String($0) } ?? file
      return LintReport(
        pack: specialty.pack.id, file: name,
        items: found.map { .init(rule: $0.rule, severity: $0.severity.rawValue, line: $0.line, message: $0.message) })
    } catch { throw .failed(what: "the pack's file cannot be read any more") }
  }

  func tryVoice(_ condition: ConditionIdentifier, _ tier: AlertTier) async throws(BackendError) -> VoiceTrial {
    try await speech.trial(condition, tier)
  }
}
