import Detection
import Foundation
import Journal
import Synchronization
import Testing
import Vocabulary

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct `The background scale on the road` {
  private static let setting = ThresholdSetting(
    scale: .background, enter: 1, exit: 0.99, k: 2, n: 2, dwellMilliseconds: 0, cooldownMilliseconds: 0)

  /// Analyses `values`, a tenth of a second apart.
  private func analyse(_ values: [UInt8], _ road: TestRoad, _ events: inout AsyncStream<ServerEvent>.Iterator) async
    -> Assessment?
  {
    var last: Assessment?
    for value in values {
      road.time.advance(by: .milliseconds(100))
      last = await road.analyse(value, &events)
    }
    return last
  }

  private func recorded(_ road: TestRoad, _ events: inout AsyncStream<ServerEvent>.Iterator) async throws {
    _ = await road.analyse(40, &events)
    try road.stream.startBackground(seconds: 20, by: "ada")
    _ = await analyse((0..<201).map { UInt8(20 + $0 % 100) }, road, &events)
    // The event that tells it may have come before the last assessment, which was waited for above.
    while road.stream.background.state.phase != .frozen { await Task.yield() }
  }

  @Test func `is silent until a stretch is recorded, and alerts from then on`() async throws {
    let road = await TestRoad(detector: FakeDetector(isProven: false))
    var events = road.hub.subscribe().makeAsyncIterator()
    try road.stream.changeThresholds([.melanoma: Self.setting], ifRevision: nil)
    let before = await analyse([250, 250, 250], road, &events)
    #expect(before?.findings.first?.state == .unset)
    try await recorded(road, &events)
    #expect(await analyse([100], road, &events)?.findings.first?.state == .below)
    let above = await analyse([250, 250], road, &events)
    #expect(above?.findings.first?.state == .above)
    #expect(above?.findings.first?.probability == nil && above?.findings.first?.proven == false)
    await road.stop()
    let raised = try #require(await road.journal.drafts.first { $0.kind == .alertRaised })
    let record = try raised.data.record(AlertRecord.self)
    #expect(record.threshold == Self.setting && record.probability == nil)
    #expect(record.why.map(\.value) == [1, 1])
    #expect(road.backgrounds.counts == [.frozen: 1])
  }

  @Test func `is not what a standby encoder's frames are measured against`() async throws {
    let other = EncoderDescription(
      model: "standby", fingerprint: Fingerprint("beef"), precision: "f32", preprocessing: "none", dimension: 2, logitScale: 10,
      domainThreshold: nil)
    let isStandby = Mutex(false)
    let road = await TestRoad(
      detector: FakeDetector(isProven: false, encoder: { isStandby.withLock { $0 } ? other : nil }))
    var events = road.hub.subscribe().makeAsyncIterator()
    try road.stream.changeThresholds([.melanoma: Self.setting], ifRevision: nil)
    try await recorded(road, &events)
    isStandby.withLock { $0 = true }
    #expect(await analyse([250, 250, 250], road, &events)?.findings.first?.state == .unset)
    isStandby.withLock { $0 = false }
    #expect(await analyse([250, 250], road, &events)?.findings.first?.state == .above)
    await road.stop()
    #expect(await road.journal.drafts.count { $0.kind == .alertRaised } == 1)
  }

  @Test func `is in the journal before it is in force`() async throws {
    let road = await TestRoad(detector: FakeDetector(isProven: false))
    var events = road.hub.subscribe().makeAsyncIterator()
    try await recorded(road, &events)
    await road.stop()
    let draft = try #require(await road.journal.drafts.first { $0.kind == .backgroundRecorded })
    #expect(draft.data["by"] == .string("ada") && draft.data["condition"] == .string("melanoma"))
    #expect(draft.data["model"] == .string("f00d") && draft.data["pack"] == .string("pack"))
    #expect(draft.session == road.stream.session)
    #expect(road.stream.background.state.recorded?.frames == 200)
    #expect(road.stream.background.rates[.melanoma]?.last?.alerts == 0)
  }

  @Test func `keeps nothing that the journal does not take`() async throws {
    let road = await TestRoad(detector: FakeDetector(isProven: false))
    var events = road.hub.subscribe().makeAsyncIterator()
    _ = await road.analyse(40, &events)
    while await road.journal.drafts.isEmpty { await Task.yield() }
    try road.stream.startBackground(seconds: 20, by: "ada")
    _ = await analyse([UInt8](repeating: 40, count: 199), road, &events)
    await road.journal.failNext(1)
    _ = await analyse([40, 40], road, &events)
    while road.stream.background.state.message == nil { await Task.yield() }
    await road.stop()
    #expect(road.stream.background.state.phase == .none)
    #expect(road.stream.background.state.message?.code == "background_not_stored")
    #expect(road.backgrounds.counts == [.failed: 1])
  }

  @Test func `does not count refused frames`() async throws {
    let road = await TestRoad(detector: FakeDetector(gate: [.notSkin]))
    var events = road.hub.subscribe().makeAsyncIterator()
    _ = await road.analyse(40, &events)
    try road.stream.startBackground(seconds: 10, by: "ada")
    _ = await analyse([UInt8](repeating: 40, count: 30), road, &events)
    #expect(road.stream.background.state.recording?.frames == 0)
    #expect(road.stream.background.state.recording?.refused == 30)
    _ = await analyse([UInt8](repeating: 40, count: 75), road, &events)
    await road.stop()
    #expect(road.stream.background.state.message?.code == "background_too_short")
  }

  @Test func `ends with its session`() async throws {
    let road = await TestRoad()
    var events = road.hub.subscribe().makeAsyncIterator()
    _ = await road.analyse(40, &events)
    try road.stream.startBackground(seconds: 10, by: "ada")
    road.stream.receive(.state(.lost, nil))
    #expect(road.stream.background.state.message?.code == "background_session_ended")
    #expect(throws: BackgroundFault.notLive) { try road.stream.startBackground(seconds: 10, by: "ada") }
    await road.stop()
    #expect(road.backgrounds.counts == [.failed: 1])
  }

  @Test func `survives a restart, for the model and pack that recorded it only`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let road = await TestRoad(detector: FakeDetector(isProven: false))
    var events = road.hub.subscribe().makeAsyncIterator()
    try await recorded(road, &events)
    let frozen = try #require(road.stream.content.withLock { $0.background.frozen })
    await road.stop()
    let stream = road.stream.id
    var journal = try await JournalStore.open(folder: folder, time: road.time)
    #expect(try await journal.background(of: stream, model: Fingerprint("f00d"), pack: Fingerprint("pack")) == .none)
    _ = try await journal.append(await road.journal.drafts, deliveries: [])
    await journal.close()
    journal = try await JournalStore.open(folder: folder, time: road.time)
    #expect(
      try await journal.background(of: stream, model: Fingerprint("f00d"), pack: Fingerprint("pack")) == .fitting(frozen))
    let other = try await journal.background(of: stream, model: Fingerprint("other"), pack: Fingerprint("pack"))
    #expect(other == .ofAnotherModel(recordedTo: frozen.quantiles.recordedTo))
    #expect(
      try await journal.background(of: stream, model: Fingerprint("f00d"), pack: Fingerprint("other")) == other)
    await journal.close()
    var restored = StreamBackground()
    restored.restore(other)
    let state = restored.state(at: road.time.now())
    #expect(state.phase == .none && state.message?.code == "background_of_another_model")
    #expect(state.message?.text.contains("Record a new one") == true)
  }
}
