import Configuration
import Dispatch
import Server
import Vocabulary

/// Runs the doctor's checks for a page: one round at a time, the last report kept.
///
/// - Threading: an actor on a queue of its own, since checks load libraries and look at the disk.
actor DiagnosisDesk {
  private let examination: @Sendable () async -> [DoctorCheck]
  private let time: any TimeSource
  private(set) var report = DiagnosisReport()
  private nonisolated let executor = QueueExecutor(name: "diagnosis", quality: .utility)
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - time: dates the report.
  ///   - examination: looks at everything.
  init(time: any TimeSource, examination: @escaping @Sendable () async -> [DoctorCheck]) {
    self.examination = examination
    self.time = time
  }

  /// Begins a round, if none is under way.
  func examine() -> DiagnosisReport {
    guard !report.isRunning else { return report }
    report.isRunning = true
    Task { self.finish(await self.examination()) }
    return report
  }

  private func finish(_ checks: [DoctorCheck]) {
    report = DiagnosisReport(
      checks: checks.map {
        .init(name: $0.name, verdict: $0.verdict.rawValue, detail: $0.detail, remedy: $0.remedy)
      }, examinedAt: time.now().rfc3339)
  }
}
