import Configuration
import Foundation
import Handoff
import Journal
import Synchronization
import TestSupport
import Vocabulary

/// A journal and a desk in a folder of their own, with one sink.
final class Rig: Sendable {
  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  let folder: TemporaryFolder
  let allowed = Mutex(true)

  init() throws {
    folder = try TemporaryFolder()
    _ = FileManager.default.createFile(
      atPath: folder.file("secret"), contents: Data(Self.secret.utf8), attributes: [.posixPermissions: 0o600])
  }

  func sink(port: UInt16, _ name: String = "ehr", retry: [Int64] = Array(repeating: 0, count: 20)) -> SinkSetting {
    var sink = SinkSetting(name: name, kind: .webhook, url: "http://127.0.0.1:\(port)/hook")
    (sink.secretFile, sink.retry, sink.timeoutSeconds) = (folder.file("secret"), retry, 2)
    return sink
  }

  func journal() async throws -> JournalStore { try await JournalStore.open(folder: folder.path + "/data") }

  func desk(_ sinks: [SinkSetting], _ journal: JournalStore) async throws -> HandoffDesk {
    try await HandoffDesk(sinks, allow: .standard, journal: journal, time: SystemTime()) { [self] _ in allowed.withLock { $0 } }
  }

  /// Runs the desk for as long as `body` runs.
  func running<Result: Sendable>(
    _ sinks: [SinkSetting], _ journal: JournalStore, _ body: (HandoffDesk) async throws -> Result
  ) async throws -> Result {
    let desk = try await desk(sinks, journal)
    let task = Task { await desk.run() }
    defer { task.cancel() }
    let result = try await body(desk)
    task.cancel()
    await task.value
    return result
  }

  // swift-format-ignore: NeverForceUnwrap
  static func alert(_ session: SessionIdentifier = SessionIdentifier()) -> AlertRecord {
    let now = SystemTime().now().rfc3339
    return AlertRecord(
      id: AlertIdentifier(), stream: StreamIdentifier("bedside")!, session: session, condition: ConditionIdentifier("melanoma")!,
      codes: [], tier: .warning, raisedAt: now, capturedAt: now, probability: 0.71,
      threshold: ThresholdSetting(enter: 0.6, exit: 0.5),
      why: [AlertReasonFrame(frame: 1, capturedAt: now, evidence: 0.1, value: 0.7, vector: [0.5, 0.25])], model: Fingerprint("m"),
      pack: Fingerprint("p"), preprocessing: "serving", frameSHA256: "", demo: false)
  }

  /// Waits until `condition` holds; the end is generous, because a loaded machine is slow.
  static func until(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while try await !condition() {
      guard ContinuousClock.now < end else { throw Late() }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  struct Late: Error {}
}
