import Cryptography
import Detection
import Foundation
public import Server
import Vectors
public import Vocabulary

/// How long an hour of kept vectors takes to be scored again: what `bench time-machine` prints.
public struct TimeMachineBenchmark: Sendable {
  /// The first question about the hour, which reads and decrypts it.
  public let first: WhatIf
  /// The next ones, with other thresholds each.
  public let later: [WhatIf]
  /// Another pack's wordings on the same hour.
  public let otherPack: WhatIf
  /// Other descriptors of every condition that has a threshold, lined up with those in force; their embedding is not counted.
  public let otherDescriptors: WhatIf
  /// Bytes of the sealed hour on the disk.
  public let bytes: Int64
  /// To keep it, sealed and written, in milliseconds.
  public let keeping: Double

  /// Makes an hour of made-up frames, keeps it in a store in `folder`, and asks about it.
  ///
  /// - Parameters:
  ///   - model: whose vectors they would be.
  ///   - pack: what is looked for.
  ///   - folder: empty, on the disk that is to be measured.
  ///   - frames: at 10 frames a second.
  /// - Returns: the answers with their times.
  public static func run(
    model: ReadyModel, pack: Pack, folder: String, frames: Int = 36_000
  ) async throws -> TimeMachineBenchmark {
    let time = SystemTime()
    let store = VectorStore(folder: folder, limit: 4_000_000_000, keys: OneKey(), time: time)
    let specialty = try await model.specialty(pack)
    let candidate = try await model.candidate(anotherVersion(of: pack), beside: [pack])
    let worded = try await model.candidate(pack.worded(otherDescriptors(of: pack)), beside: [pack])
    guard let stream = StreamIdentifier("benchmark") else { throw PipelineError.unusable(what: "the bench", reason: "its name") }
    let start = time.now()
    await keep(frames, of: stream, start, specialty.detector.encoder, in: store)
    let keeping = time.now().since(start).milliseconds
    let machine = TimeMachine(store: store, time: time)
    let wall = (start.wallMilliseconds - 1)...(start.wallMilliseconds + Int64(frames) * 100 + 1)
    func ask(_ specialty: Specialty, _ enter: Double) async throws -> WhatIf {
      try await machine.answer(question(of: stream, wall, specialty, enter))
    }
    let first = try await ask(specialty, 0.5)
    var later: [WhatIf] = []
    for enter in [0.2, 0.3, 0.4, 0.6, 0.7] { later.append(try await ask(specialty, enter)) }
    return TimeMachineBenchmark(
      first: first, later: later, otherPack: try await ask(candidate, 0.5),
      otherDescriptors: try await machine.answer(question(of: stream, wall, worded, 0.5, insteadOf: specialty)),
      bytes: store.counts.bytes, keeping: keeping)
  }

  /// As many wordings as there are, each another one.
  private static func otherDescriptors(of pack: Pack) -> [ConditionIdentifier: [String]] {
    let alerting = pack.conditions.filter { $0.threshold != nil }
    return Dictionary(alerting.map { ($0.id, $0.terms.map { "\($0) seen close" }) }, uniquingKeysWith: { first, _ in first })
  }

  private static func anotherVersion(of pack: Pack) -> Pack {
    Pack(
      id: pack.id, version: pack.version + 1, name: pack.name, regionStrategy: pack.regionStrategy, gate: pack.gate,
      templates: pack.templates, normalTerms: pack.normalTerms, outOfDomainTerms: pack.outOfDomainTerms,
      temperature: pack.temperature, conditions: pack.conditions, controls: pack.controls,
      fingerprint: Fingerprint("another-version"))
  }

  /// Keeps made-up frames, and returns when all are written.
  private static func keep(
    _ frames: Int, of stream: StreamIdentifier, _ start: Moment, _ encoder: EncoderDescription, in store: VectorStore
  ) async {
    let run = Task { await store.run() }
    let session = SessionIdentifier()
    var generator = SystemRandomNumberGenerator()
    for index in 0..<frames {
      // The queue is bounded as it is live: the bench waits where the road would lose frames.
      while store.counts.kept + 2_048 < UInt64(index) { await Task.yield() }
      store.offer(
        KeptItem(
          stream: stream, session: session, encoder: encoder.fingerprint, retainDays: nil,
          frame: frame(index, start, encoder, &generator)))
    }
    store.finish()
    await run.value
  }

  /// Every condition at one threshold; with other descriptors lined up with those of `live`.
  private static func question(
    of stream: StreamIdentifier, _ wall: ClosedRange<Int64>, _ specialty: Specialty, _ enter: Double,
    insteadOf live: Specialty? = nil
  ) -> TimeMachine.Question {
    let settings = specialty.pack.conditions.compactMap { condition in
      condition.threshold.map { current in
        (condition.id, (tried: WorkbenchDesk.probability(enter, current), inUse: ThresholdSetting?.some(current)))
      }
    }
    return TimeMachine.Question(
      stream: stream, wall: wall, specialty: specialty, settings: Dictionary(settings, uniquingKeysWith: { first, _ in first }),
      background: nil, inForce: live.map { TimeMachine.InForce(specialty: $0, background: nil) },
      matched: live == nil ? [] : Set(settings.map(\.0)), marks: .none, whyNothing: "")
  }

  /// Two random views of length 1: what is measured does not depend on what they show.
  private static func frame(
    _ index: Int, _ start: Moment, _ encoder: EncoderDescription, _ generator: inout some RandomNumberGenerator
  ) -> KeptFrame {
    func vector() -> [Float] {
      let numbers = (0..<encoder.dimension).map { _ in Float.random(in: -1...1, using: &generator) }
      let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return numbers.map { $0 / length }
    }
    let crop = Region(x: 0.25, y: 0.25, width: 0.5, height: 0.5, weight: 1)
    let logit = encoder.domainThreshold.map { $0 + 1 }
    return KeptFrame(
      sequence: UInt64(index), capturedAt: start.advanced(by: .milliseconds(index * 100)), reasons: [],
      views: [
        KeptView(region: .whole, deduction: 0, domainLogit: logit, vector: vector()),
        KeptView(region: crop, deduction: encoder.cropDeduction, domainLogit: logit, vector: vector()),
      ])
  }

  /// One key for all.
  private struct OneKey: SessionKeys {
    let secret = Secret(bytes: [UInt8](repeating: 7, count: 32))
    func key(of session: SessionIdentifier) async throws -> Secret? { secret }
    func nameKey() async throws -> Secret { secret }
  }
}
