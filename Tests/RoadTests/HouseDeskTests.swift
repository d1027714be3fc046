import Foundation
import Server
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// What the settings pages are told.
@Suite(.timeLimit(.minutes(1)))
struct HouseDeskTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ count: Int, _ name: String) throws {
    let file = URL(fileURLWithPath: folder.file(name))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(repeating: 1, count: count).write(to: file)
  }

  @Test func `every byte of the data folder is in exactly one item, the largest first`() async throws {
    for (name, count) in [
      ("journal.sqlite", 700), ("journal.sqlite-wal", 100), ("journal.key", 32), ("voice/a.wav", 50), ("voice/b.wav", 60),
      ("something/new.bin", 5),
    ] { try write(count, name) }
    let report = try await StorageSurvey(folder: folder.path).report()
    #expect(report.items.map(\.id) == ["journal", "voice", "key", "other"])
    #expect(report.items.map(\.bytes) == [800, 110, 32, 5])
    #expect(report.items.map(\.files) == [2, 2, 1, 1])
    #expect(report.freeBytes ?? 0 > 0)
  }

  @Test func `a folder that is not there is said, not empty`() async {
    await #expect(throws: BackendError.self) { try await StorageSurvey(folder: folder.file("nothing")).report() }
  }

  @Test func `one round of checks runs at a time, and its report is kept with its time`() async throws {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
    let desk = DiagnosisDesk(time: ManualTime()) {
      beginning.yield()
      for await _ in gate { break }
      return [DoctorCheck("disk", .limited, "little is left", remedy: "free some")]
    }
    #expect(await desk.report == DiagnosisReport())
    #expect(await desk.examine().isRunning)
    #expect(await desk.examine().isRunning)
    for await _ in begun { break }
    opener.yield()
    while await desk.report.isRunning { await Task.yield() }
    let report = await desk.report
    #expect(report.checks == [.init(name: "disk", verdict: "limited", detail: "little is left", remedy: "free some")])
    #expect(report.examinedAt == ManualTime().now().rfc3339)
  }
}
