import Configuration
public import Foundation
import Journal
import Synchronization
public import Vocabulary
import Voice

/// How long it takes from an alert's decision until its first sample is handed out: what `bench voice` prints.
public struct VoiceBenchmark: Sendable, Hashable {
  /// From the decision over the journal's disk to the outlets, in milliseconds.
  public let firstSample: Quantiles
  public let alerts: Int
  /// The voice whose clips were spoken.
  public let voice: String

  /// An outlet that only looks at the clock.
  private final class Stopwatch: VoiceOutlet {
    let (moments, continuation) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)

    func play(_ clip: SpeechClip, about stream: StreamIdentifier) async {
      // The whole clip lies in memory: its first sample is handed out here.
      precondition(!clip.samples.isEmpty, "a clip without sound")
      continuation.yield(ContinuousClock.now)
    }

    func hush(_ stream: StreamIdentifier) async {}
  }

  /// Raises warnings one after the other in a server's own parts: journal on the disk, hub, desk, arbiter, finished clips.
  ///
  /// - Parameters:
  ///   - folder: empty, on the disk that is to be measured.
  ///   - resources: where pack and voice are.
  ///   - pack: whose first warning is raised.
  ///   - alerts: how many.
  /// - Returns: what was measured.
  /// - Throws: if the pack has no warning, or nothing speaks.
  public static func run(folder: URL, resources: Resources, pack: String, alerts: Int = 200) async throws -> VoiceBenchmark {
    let pack = try PackLibrary(resources: resources).load(pack)
    guard let condition = pack.conditions.first(where: { $0.tier == .warning }) else {
      throw PipelineError.unusable(what: "the pack", reason: "it has no condition of the tier warning")
    }
    let (journal, hub, stopwatch) = (try await JournalStore.open(folder: folder.path), EventHub(), Stopwatch())
    let desk = AlertDesk(journal: journal, hub: hub)
    let shelf = ClipShelf()
    let studio = RenderingStudio(
      engine: .auto, folder: resources.voice, cache: ClipCache(folder: folder.appending(path: "voice")))
    let report = await studio.fill(shelf, with: [.finding(.warning, name: condition.name), .notice])
    guard let voice = report.voice else {
      throw PipelineError.unusable(what: "the voice", reason: report.detail ?? "it has no clips")
    }
    let speech = VoiceDesk(
      setting: VoiceSetting(), conditions: [pack.conditions], studio: FullShelf(report: report), outlets: [stopwatch],
      journal: journal, hub: hub,
      time: SystemTime(), shelf: shelf, streams: { [] })
    let times = await withTaskGroup(of: Void.self) { group in
      group.addTask { await desk.run() }
      group.addTask { await speech.run() }
      let times = await raise(alerts, condition, desk, hub, stopwatch)
      desk.finish()
      group.cancelAll()
      return times
    }
    await journal.close()
    guard let quantiles = Quantiles(of: times) else {
      throw PipelineError.unusable(what: "the voice", reason: "nothing was spoken")
    }
    return VoiceBenchmark(firstSample: quantiles, alerts: times.count, voice: voice)
  }

  private struct FullShelf: ClipStudio {
    let report: ClipReport
    func fill(_ shelf: ClipShelf, with phrases: [SpokenPhrase]) -> ClipReport { report }
    func stop() {}
  }

  private static func raise(
    _ count: Int, _ condition: Condition, _ desk: AlertDesk, _ hub: EventHub, _ stopwatch: Stopwatch
  ) async -> [Double] {
    var moments = stopwatch.moments.makeAsyncIterator()
    var times: [Double] = []
    // The desk subscribes when it runs.
    try? await Task.sleep(for: .milliseconds(200))
    for index in 0..<count {
      let record = record(of: condition.id, index)
      let start = ContinuousClock.now
      desk.submit(.raised(record, at: SystemTime().now()))
      guard let spoken = await moments.next(isolation: nil) else { break }
      times.append((spoken - start).milliseconds)
      var seen = record
      seen.acknowledged = .init(by: "bench", at: record.raisedAt)
      hub.publish(.alertChanged(seen, sequence: 0))
      // The next alert comes into a voice that is silent again.
      try? await Task.sleep(for: .milliseconds(20))
    }
    return times
  }

  /// A warning as the road raises it, with vectors.
  static func record(of condition: ConditionIdentifier, _ index: Int) -> AlertRecord {
    let now = SystemTime().now().rfc3339
    let why = (0..<8).map { frame in
      AlertReasonFrame(
        frame: UInt64(index * 8 + frame), capturedAt: now, evidence: 0.1, value: 0.7,
        vector: (0..<384).map { Float(($0 * 31 + index + frame) % 997) / 997 - 0.5 })
    }
    return AlertRecord(
      id: AlertIdentifier(), stream: .demo, session: SessionIdentifier(), condition: condition, codes: [], tier: .warning,
      raisedAt: now, capturedAt: now, probability: 0.7, threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: why,
      model: Fingerprint("bench"), pack: Fingerprint("bench"), preprocessing: "serving", frameSHA256: "", demo: true)
  }
}
