import Testing
import Vocabulary

@testable import Pipeline

@Suite struct `The road` {
  @Test func `a frame becomes an assessment and the accounts add up`() async {
    let road = await TestRoad()
    var events = road.hub.subscribe().makeAsyncIterator()
    let assessment = await road.analyse(102, &events)
    await road.stop()
    #expect(assessment?.findings.first?.probability.map { abs($0 - 0.4) < 1e-6 } == true)
    #expect(assessment?.findings.first?.state == .below)
    #expect(assessment?.isDemo == true)
    #expect(road.stream.mailbox.counts.analysed == 1)
    #expect(road.stream.mailbox.counts.addsUp)
  }

  @Test func `an alert is stored before it is shown`() async {
    let road = await TestRoad()
    var events = road.hub.subscribe().makeAsyncIterator()
    _ = await road.analyse(230, &events)
    road.offer(230)
    var alert: AlertRecord?
    while alert == nil, let event = await events.next(isolation: #isolation) {
      if case .alert(let record, let sequence) = event {
        alert = record
        let kinds = await road.journal.drafts.map(\.kind)
        #expect(kinds == [.sessionStarted, .alertRaised])
        #expect(sequence == 2)
      }
    }
    await road.stop()
    #expect(alert?.why.count == 2)
    #expect(alert?.why.allSatisfy { $0.vector == nil } == true)
    #expect(alert?.model == Fingerprint("f00d"))
    #expect(alert?.frameSHA256.count == 64)
  }

  @Test func `vectors stand in the journal's entry`() async throws {
    let road = await TestRoad()
    var events = road.hub.subscribe().makeAsyncIterator()
    for _ in 0..<2 { _ = await road.analyse(230, &events) }
    await road.stop()
    let raised = try #require(await road.journal.drafts.first { $0.kind == .alertRaised })
    let record = try raised.data.record(AlertRecord.self)
    #expect(record.why.last?.vector?.count == 2)
  }

  @Test func `a journal that cannot be written delays the alert and loses nothing`() async {
    let road = await TestRoad()
    var events = road.hub.subscribe().makeAsyncIterator()
    await road.journal.failNext(25)
    for _ in 0..<2 { _ = await road.analyse(230, &events) }
    await road.stop()
    let kinds = await road.journal.drafts.map(\.kind)
    #expect(kinds == [.sessionStarted, .alertRaised])
    #expect(road.desk.lostCount == 0)
  }

  @Test func `a refused frame is assessed with its reasons and no findings`() async {
    let road = await TestRoad(framer: FakeFramer(refusing: [.blurred, .tooDark]))
    var events = road.hub.subscribe().makeAsyncIterator()
    let assessment = await road.analyse(230, &events)
    await road.stop()
    #expect(assessment?.gateReasons == [.blurred, .tooDark])
    #expect(assessment?.findings.isEmpty == true)
    #expect(road.stream.mailbox.counts.gated == 1)
  }

  @Test func `the pack's gate refuses after the encoder`() async {
    let road = await TestRoad(detector: FakeDetector(gate: [.notSkin]))
    var events = road.hub.subscribe().makeAsyncIterator()
    let assessment = await road.analyse(230, &events)
    await road.stop()
    #expect(assessment?.gateReasons == [.notSkin])
    #expect(road.stream.mailbox.counts.gated == 1)
  }

  @Test func `an encoder that fails on a frame is counted and the next frame is analysed`() async {
    let encoder = FakeEncoder { frame throws(FakeEncoder.Broken) in if frame.pixels.bytes[0] == 1 { throw FakeEncoder.Broken() } }
    let road = await TestRoad(encoder: encoder)
    var events = road.hub.subscribe().makeAsyncIterator()
    road.offer(1)
    while road.stream.mailbox.counts.pending > 0 { await Task.yield() }
    let assessment = await road.analyse(50, &events)
    await road.stop()
    #expect(assessment != nil)
    #expect(road.stream.mailbox.counts.decodeError == 1)
    #expect(road.stream.mailbox.counts.addsUp)
  }

  @Test func `frames that arrive while the encoder is busy give way to the newest`() async {
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let encoder = FakeEncoder { frame throws(FakeEncoder.Broken) in
      if frame.sequence == 1 { for await _ in gate { break } }
    }
    let road = await TestRoad(encoder: encoder)
    var events = road.hub.subscribe().makeAsyncIterator()
    road.offer(10)
    while road.stream.mailbox.waitingSince != nil { await Task.yield() }
    for value in 11...20 { road.offer(UInt8(value)) }
    open.yield()
    var seen: [UInt64] = []
    while seen.last != 11, let event = await events.next(isolation: #isolation) {
      if case .assessment(let assessment) = event { seen.append(assessment.sequence) }
    }
    await road.stop()
    #expect(seen == [1, 11])
    #expect(road.stream.mailbox.counts.superseded == 9)
    #expect(road.stream.mailbox.counts.addsUp)
  }

  @Test func `a frame older than half a second is not begun`() async {
    let road = await TestRoad()
    let old = road.time.now()
    road.time.advance(by: .milliseconds(501))
    road.stream.receive(.picture(.scoring(10), capturedAt: old, senderAge: nil))
    while road.stream.mailbox.counts.pending > 0 { await Task.yield() }
    await road.stop()
    #expect(road.stream.mailbox.counts.late == 1)
  }

  @Test func `the end of a session ends its alerts and the next session starts from nothing`() async {
    let road = await TestRoad()
    var events = road.hub.subscribe().makeAsyncIterator()
    for _ in 0..<2 { _ = await road.analyse(230, &events) }
    let first = road.stream.session
    road.stream.receive(.state(.lost, nil))
    _ = await road.analyse(230, &events)
    await road.stop()
    #expect(road.stream.session != nil && road.stream.session != first)
    let kinds = await road.journal.drafts.map(\.kind)
    #expect(kinds == [.sessionStarted, .alertRaised, .alertEnded, .sessionEnded, .sessionStarted])
  }

  @Test func `a threshold that is raised live takes effect on the next frame`() async throws {
    let road = await TestRoad()
    var events = road.hub.subscribe().makeAsyncIterator()
    #expect(await road.analyse(179, &events)?.findings.first?.state == .above)
    try road.stream.changeThresholds([.melanoma: ThresholdSetting(enter: 0.9, exit: 0.8)], ifRevision: nil)
    #expect(await road.analyse(179, &events)?.findings.first?.state == .below)
    await road.stop()
  }
}
