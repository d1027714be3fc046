import Configuration
import Foundation
import Journal
import Server
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// What an audience may read, and the key that hides it.
@Suite(.timeLimit(.minutes(1)))
struct OverlayTests {
  private let time = ManualTime()
  private let hub = EventHub()
  private let folder: TemporaryFolder
  private let principal = Principal(name: "ada", role: .publisher, isLocal: false)

  init() throws { folder = try TemporaryFolder() }

  private func alert(
    _ tier: AlertTier = .warning, on stream: String = "test", sequence: Int64 = 1, demo: Bool = false
  ) throws -> AlertRecord {
    var record = AlertRecord(
      id: AlertIdentifier(), stream: try #require(StreamIdentifier(stream)), session: SessionIdentifier(), condition: .melanoma,
      codes: [], tier: tier, raisedAt: time.now().rfc3339, capturedAt: time.now().rfc3339, probability: 0.7,
      threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [], model: Fingerprint("m"), pack: Fingerprint("p"),
      preprocessing: "none", frameSHA256: "", demo: demo)
    record.sequence = sequence
    return record
  }

  private func line(_ words: OverlayTextSetting.Words = .safe, stream: String? = nil) -> OverlayLine {
    var setting = OverlayTextSetting(file: "/tmp/x.txt")
    setting.words = words
    setting.stream = stream.flatMap { StreamIdentifier($0) }
    return OverlayLine(setting: setting, names: [.melanoma: "Melanoma"])
  }

  @Test func `an audience reads no condition unless that is asked for`() throws {
    var (safe, open) = (line(), line(.condition))
    #expect(safe.text.isEmpty)
    let alert = try alert()
    safe.note(.alert(alert, sequence: 1))
    open.note(.alert(alert, sequence: 1))
    #expect(safe.text == "Something was noticed. Research use only, not for diagnosis.")
    #expect(open.text == "Resembles melanoma. Research use only, not for diagnosis.")
  }

  @Test func `what has ended, is hidden, or is another stream's is not said`() throws {
    var line = line(stream: "test")
    var alert = try alert()
    line.note(.alert(try self.alert(on: "other"), sequence: 1))
    #expect(line.text.isEmpty)
    line.note(.alert(alert, sequence: 2))
    line.note(.overlay(OverlayState(isHidden: true)))
    #expect(line.text.isEmpty)
    line.note(.overlay(OverlayState(isHidden: false)))
    #expect(!line.text.isEmpty)
    alert.endedAt = time.now().rfc3339
    line.note(.alertChanged(alert, sequence: 3))
    #expect(line.text.isEmpty)
  }

  @Test func `drawn skin is said to be drawn`() throws {
    var line = line()
    line.note(.alert(try alert(demo: true), sequence: 1))
    #expect(line.text == "Something was noticed. Drawn skin. Research use only, not for diagnosis.")
  }

  @Test func `the file holds the line, and nothing once the server ends`() async throws {
    let file = folder.file("overlay.txt")
    let desk = OverlayTextDesk(setting: OverlayTextSetting(file: file), names: [:])
    func read() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }
    await desk.note(.overlay(OverlayState(isHidden: false)))
    #expect(try read().isEmpty)
    await desk.note(.alert(try alert(), sequence: 1))
    #expect(try read().hasPrefix("Something was noticed."))
    await desk.finish()
    #expect(try read().isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["overlay.txt"], "nothing half written stays")
  }

  @Test func `hiding is journalled, told to every screen, and outlives a restart`() async throws {
    var journal = try await JournalStore.open(folder: folder.path, time: time)
    var desk = OverlayDesk(journal: journal, hub: hub, time: time)
    #expect(await desk.state() == OverlayState(isHidden: false))
    var events = hub.subscribe().makeAsyncIterator()
    let hidden = try await desk.set(isHidden: true, by: principal)
    #expect(hidden == OverlayState(isHidden: true, by: "ada", at: time.now().rfc3339))
    guard case .overlay(hidden)? = await events.next() else {
      Issue.record("no screen was told")
      return
    }
    await journal.close()
    journal = try await JournalStore.open(folder: folder.path, time: time)
    desk = OverlayDesk(journal: journal, hub: hub, time: time)
    #expect(await desk.state() == hidden)
    _ = try await desk.set(isHidden: false, by: principal)
    let entries = try await journal.entries(after: 0, limit: 10)
    #expect(entries.map(\.kind) == [.overlayChanged, .overlayChanged])
    #expect(entries.map { $0.data["hidden"] } == [.bool(true), .bool(false)])
    await journal.close()
  }

  @Test func `while the journal cannot be read overlays stay hidden and say why, and mend by themselves`() async throws {
    let journal = try await JournalStore.open(folder: folder.path, time: time)
    _ = try await OverlayDesk(journal: journal, hub: hub, time: time).set(isHidden: true, by: principal)
    await journal.close()
    let spoilt = try SpoiltFolder(path: folder.path)
    let desk = OverlayDesk(journal: journal, hub: hub, time: time)
    var events = hub.subscribe().makeAsyncIterator()
    let state = await desk.state()
    #expect(state.isHidden && state.fault?.contains("cannot be read") == true, "\(state)")
    let settling = Task { await desk.settle(every: .milliseconds(1)) }
    guard case .overlay(let told)? = await events.next() else {
      Issue.record("no screen was told")
      return
    }
    #expect(told == state)
    try spoilt.mend()
    while case .overlay(let told)? = await events.next() {
      if told.fault == nil {
        #expect(told == OverlayState(isHidden: true, by: "ada", at: time.now().rfc3339))
        break
      }
    }
    await settling.value
    await journal.close()
  }

  @Test func `nobody can show overlays that a journal does not take down`() async throws {
    let journal = try await JournalStore.open(folder: folder.path, time: time)
    await journal.close()
    let spoilt = try SpoiltFolder(path: folder.path)
    let desk = OverlayDesk(journal: journal, hub: hub, time: time)
    await #expect(throws: BackendError.self) { _ = try await desk.set(isHidden: false, by: principal) }
    #expect(await desk.state().isHidden)
    try spoilt.mend()
  }
}
