import Vocabulary

@testable import Pipeline

/// A road of fakes with one stream, running until it is stopped.
struct TestRoad {
  let time = ManualTime()
  let journal = FakeJournal()
  let hub = EventHub()
  let stream: StreamRuntime
  let loop: EncoderLoop<FakeEncoder>
  let desk: AlertDesk
  let backgrounds: BackgroundDesk
  let grids = GridWatch()
  private let tasks: [Task<Void, Never>]

  init(
    encoder: FakeEncoder = FakeEncoder(), framer: FakeFramer = FakeFramer(), detector: FakeDetector = FakeDetector()
  ) async {
    let time = time
    let desk = AlertDesk(journal: journal, hub: hub, retry: { await Task.yield() })
    let loop = EncoderLoop(road: Road(encoder: encoder, time: time), time: time, grids: grids) { _, _ in }
    let backgrounds = BackgroundDesk(journal: journal, time: time)
    let services = StreamServices(
      hub: hub, desk: desk, time: time, encoder: encoder.description, ring: { loop.ring() },
      backgrounds: backgrounds)
    stream = StreamRuntime(
      id: StreamIdentifier("test")!, kind: .file, source: "test", isDemo: true, pack: .test, settings: [:], framer: framer,
      detector: detector, services: services)
    self.desk = desk
    self.backgrounds = backgrounds
    self.loop = loop
    await loop.add(stream)
    tasks = [Task { await loop.run() }, Task { await desk.run() }, Task { await backgrounds.run() }]
  }

  func offer(_ value: UInt8) {
    stream.receive(.picture(.scoring(value), capturedAt: time.now(), senderAge: nil))
  }

  /// Offers one frame and waits for what becomes of it.
  func analyse(_ value: UInt8, _ events: inout AsyncStream<ServerEvent>.Iterator) async -> Assessment? {
    offer(value)
    while let event = await events.next(isolation: #isolation) {
      if case .assessment(let assessment) = event { return assessment }
    }
    return nil
  }

  func stop() async {
    loop.finish()
    desk.finish()
    backgrounds.finish()
    for task in tasks { await task.value }
  }
}
