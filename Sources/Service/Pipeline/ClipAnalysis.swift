public import Capture
import Framing
public import Vocabulary

/// A clip or live source through the whole road, without a server and without a trace.
public struct ClipAnalysis: Sendable {
  private let model: ReadyModel
  private let pack: Pack
  private let time: any TimeSource

  public init(model: ReadyModel, pack: Pack, time: any TimeSource = SystemTime()) {
    self.model = model
    self.pack = pack
    self.time = time
  }

  /// Plays the source once, or for `limit`, at its own pace.
  ///
  /// - Parameters:
  ///   - address: the clip or live source.
  ///   - limit: how long to play at most; `nil` for until the source ends.
  ///   - onEvent: assessments and alerts, in order.
  /// - Returns: the stream's last state, with what became of its frames.
  public func run(
    _ address: SourceAddress, limit: Duration?, onEvent: @escaping @Sendable (ServerEvent) async -> Void
  ) async throws -> StreamState {
    let hub = EventHub()
    let desk = AlertDesk(journal: MemoryJournal(), hub: hub)
    let loop = EncoderLoop(road: Road(encoder: model.encoder, time: time), time: time) { _, _ in }
    let services = StreamServices(
      hub: hub, desk: desk, time: time, encoder: model.encoder.description, ring: { loop.ring() },
      backgrounds: BackgroundDesk(journal: MemoryJournal(), time: time))
    let specialty = try await model.specialty(pack)
    let runtime = StreamRuntime(
      id: .picture, kind: address.kind, source: address.description, isDemo: false, pack: pack, settings: [:],
      framer: try RegionStrategy(named: pack.regionStrategy).makeFramer(), detector: PackDetector(detectors: specialty.detectors),
      services: services)
    let events = hub.subscribe()
    await loop.add(runtime)
    let source = PulledSource(address, playback: .once, time: time) { runtime.receive($0) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await event in events { await onEvent(event) } }
      group.addTask { await loop.run() }
      group.addTask {
        await desk.run()
        hub.finish()
      }
      await Self.play(source, limit: limit)
      await Self.drain(runtime)
      loop.finish()
      desk.finish()
    }
    return runtime.state
  }

  private static func play(_ source: PulledSource, limit: Duration?) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await source.run() }
      if let limit { group.addTask { try? await Task.sleep(for: limit) } }
      await group.next()
      group.cancelAll()
    }
  }

  /// Waits for the frame in flight.
  private static func drain(_ runtime: StreamRuntime) async {
    while runtime.mailbox.counts.pending > 0 { try? await Task.sleep(for: .milliseconds(5)) }
  }
}
