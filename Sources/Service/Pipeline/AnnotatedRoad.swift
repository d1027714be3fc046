import Framing
import Vocabulary

/// The road of one clip whose every picture is waited for.
///
/// - Threading: ``analyse(_:at:)`` by one caller at a time.
struct AnnotatedRoad: Sendable {
  /// What became of a picture.
  struct Result: Sendable {
    let assessment: Assessment?
    let alerting: Set<ConditionIdentifier>
    let sequence: UInt64
    /// From the decoded picture to its result.
    let age: Duration
    let writtenAt: Moment
  }

  private let runtime: StreamRuntime
  private let road: Road<AnyImageEncoder>
  private let clip: ClipTime
  private let hub = EventHub()
  private let desk: AlertDesk

  init(model: ReadyModel, pack: Pack, kind: SourceKind, source: String, time: any TimeSource) async throws {
    let specialty = try await model.specialty(pack)
    try self.init(
      encoder: model.encoder, pack: pack, framer: RegionStrategy(named: pack.regionStrategy).makeFramer(),
      detector: PackDetector(detectors: specialty.detectors), kind: kind, source: source, time: time)
  }

  init(
    encoder: AnyImageEncoder, pack: Pack, framer: any Framer, detector: any FrameDetector, kind: SourceKind, source: String,
    time: any TimeSource
  ) throws {
    clip = ClipTime(time)
    desk = AlertDesk(journal: MemoryJournal(), hub: hub)
    // Nobody waits: each picture gets the time that it needs.
    road = Road(encoder: encoder, limits: .unhurried, time: clip)
    let services = StreamServices(
      hub: hub, desk: desk, time: clip, encoder: encoder.description, ring: {},
      backgrounds: BackgroundDesk(journal: MemoryJournal(), time: clip))
    runtime = StreamRuntime(
      id: .picture, kind: kind, source: source, isDemo: false, pack: pack, settings: [:], framer: framer, detector: detector,
      services: services)
  }

  /// Runs `work`, then ends the session and tells the last alerts.
  func run(
    _ work: (AnnotatedRoad) async throws -> Void, onAlert: @escaping @Sendable (ServerEvent, Moment) async -> Void
  ) async throws -> StreamState {
    let events = hub.subscribe()
    let (desk, hub, clip) = (desk, hub, clip)
    let reports = Task {
      await desk.run()
      hub.finish()
    }
    let alerts = Task {
      for await event in events {
        switch event {
        case .alert, .alertChanged: await onAlert(event, clip.now())
        case .assessment, .explanation, .stream, .health, .speech, .voice, .overlay, .verdict, .sink: break
        }
      }
    }
    var failure: (any Error)?
    do { try await work(self) } catch { failure = error }
    runtime.change(to: .ended, nil)
    desk.finish()
    await reports.value
    await alerts.value
    if let failure { throw failure }
    return runtime.state
  }

  func noteDamaged() { runtime.receive(.damaged) }

  /// Takes a picture to its end.
  /// - Parameter time: its place in the clip.
  func analyse(_ pixels: PixelBuffer, at time: Duration) async throws -> Result {
    runtime.receive(.picture(pixels, capturedAt: clip.begin(at: time), senderAge: nil))
    guard let frame = runtime.mailbox.take() else { throw PipelineError.tooSlow }
    let journey = await road.travel(frame, runtime.framer, runtime.detector)
    var stages = journey.stages
    let assessment = runtime.finish(frame, journey, &stages)
    let now = clip.now()
    return Result(
      assessment: assessment, alerting: runtime.alerting, sequence: frame.sequence, age: now.since(frame.capturedAt),
      writtenAt: now)
  }
}
