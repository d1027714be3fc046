public import Foundation
import Journal
public import Knowledge
public import Vocabulary

/// How long it takes from an alert's decision until its explanation goes to every screen: what `bench explain` prints.
public struct ExplanationBenchmark: Sendable, Hashable {
  /// From the decision over the journal's disk, twice, to the event, in milliseconds.
  public let explained: Quantiles
  /// Alerts that were explained.
  public let alerts: Int

  /// Raises alerts one after the other in a server's own parts: journal on the disk, hub, desks, composer, the knowledge store.
  ///
  /// - Parameters:
  ///   - folder: empty, on the disk that is to be measured.
  ///   - library: what explanations rest on.
  ///   - pack: whose conditions take turns.
  ///   - alerts: how many.
  /// - Returns: what was measured.
  /// - Throws: what opening the journal throws, or ``PipelineError`` if an alert was not explained.
  public static func run(folder: URL, library: KnowledgeLibrary, pack: Pack, alerts: Int = 300) async throws
    -> ExplanationBenchmark
  {
    let (journal, hub, time) = (try await JournalStore.open(folder: folder.path), EventHub(), SystemTime())
    let explainer = Explainer(library: library, packs: [pack])
    let explanations = ExplanationDesk(hub: hub, time: time) { await explainer.explanation(of: $0) }
    let desk = AlertDesk(journal: journal, hub: hub, explain: { explanations.submit($0) })
    let events = hub.subscribe()
    let times = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await desk.run() }
      group.addTask { await explanations.run { desk.submit($0) } }
      defer {
        explanations.finish()
        desk.finish()
      }
      return try await raise(alerts, of: pack, desk, events)
    }
    await journal.close()
    guard let quantiles = Quantiles(of: times) else {
      throw PipelineError.unusable(what: "the bench", reason: "no alert was raised")
    }
    return ExplanationBenchmark(explained: quantiles, alerts: times.count)
  }

  private static func raise(
    _ count: Int, of pack: Pack, _ desk: AlertDesk, _ events: AsyncStream<ServerEvent>
  ) async throws -> [Double] {
    var coming = events.makeAsyncIterator()
    var times: [Double] = []
    for index in 0..<count {
      let alert = record(of: pack.conditions[index % pack.conditions.count], index)
      let start = ContinuousClock.now
      desk.submit(.raised(alert, at: SystemTime().now()))
      while let event = await coming.next(isolation: nil) {
        guard case .explanation(let explanation, _) = event, explanation.alert == alert.id else { continue }
        times.append((ContinuousClock.now - start).milliseconds)
        if let refused = explanation.refused {
          throw PipelineError.unusable(what: "the knowledge store", reason: "\(alert.condition): \(refused)")
        }
        break
      }
    }
    return times
  }

  private static func record(of condition: Condition, _ index: Int) -> AlertRecord {
    let now = SystemTime().now().rfc3339
    let why = (0..<8).map { frame in
      AlertReasonFrame(
        frame: UInt64(index * 8 + frame), capturedAt: now, evidence: 0.1, value: 0.7,
        vector: (0..<384).map { Float(($0 * 31 + index + frame) % 997) / 997 - 0.5 })
    }
    let place = AlertObservation.Place(
      region: Region(x: 0.4, y: 0.4, width: 0.2, height: 0.2, weight: 1), colour: .init(red: 90, green: 60, blue: 45),
      surroundings: .init(red: 205, green: 160, blue: 135))
    return AlertRecord(
      id: AlertIdentifier(), stream: .demo, session: SessionIdentifier(), condition: condition.id, codes: condition.codes,
      tier: condition.tier ?? .advisory, raisedAt: now, capturedAt: now, probability: 0.7,
      threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: why, model: Fingerprint("bench"), pack: Fingerprint("bench"),
      preprocessing: "serving", frameSHA256: "", demo: true,
      observation: AlertObservation(similarity: 0.3, presence: 0.8, evidence: 0.1, places: [place], others: []))
  }
}
