import Alerting
import Cryptography
import Detection
import Foundation
import Server
import TestSupport
import Testing
import Vectors
import Vocabulary

@testable import Pipeline

/// One key for every session.
private struct OneKey: SessionKeys {
  let secret = Secret(bytes: [UInt8](repeating: 9, count: 32))
  func key(of session: SessionIdentifier) async throws -> Secret? { secret }
  func nameKey() async throws -> Secret { secret }
}

@Suite(.timeLimit(.minutes(2))) struct `The threshold time machine` {
  private static let nevus = ConditionIdentifier("melanocytic-nevus")!
  private static let width = 24
  private let session = SessionIdentifier()
  private let stream = StreamIdentifier("bedside")!
  private let start = Moment(monotonic: .seconds(5), wallMilliseconds: 1_795_526_232_345)

  /// Two conditions and a control, in random directions.
  private static func pack(gate: Bool, _ fingerprint: String = "pack") -> Pack {
    func condition(_ id: ConditionIdentifier, _ threshold: ThresholdSetting?) -> Condition {
      Condition(
        id: id, name: id.text, codes: [], terms: [id.text, "a \(id.text)"], tier: .warning, threshold: threshold, evidence: nil,
        isControl: false)
    }
    return Pack(
      id: "test", version: 1, name: "Test", regionStrategy: "whole",
      gate: gate ? PackGate(inDomain: ["skin there"], outOfDomain: ["wall there"]) : PackGate(inDomain: [], outOfDomain: []),
      templates: ["{}", "a photo of {}"], normalTerms: ["skin"], outOfDomainTerms: ["wall"], temperature: nil,
      conditions: [
        condition(
          .melanoma, ThresholdSetting(enter: 0.5, exit: 0.4, k: 2, n: 3, dwellMilliseconds: 100, cooldownMilliseconds: 500)),
        condition(Self.nevus, ThresholdSetting(enter: 0.6, exit: 0.5, k: 1, n: 1, dwellMilliseconds: 0, cooldownMilliseconds: 0)),
      ], controls: [], fingerprint: Fingerprint(fingerprint))
  }

  private static func encoder(ownGate: Bool) -> EncoderDescription {
    EncoderDescription(
      model: "random", fingerprint: Fingerprint("e0"), precision: "f32", preprocessing: "none", dimension: width, logitScale: 10,
      domainThreshold: ownGate ? 0.5 : nil, cropDeduction: 0.1)
  }

  private static func random(_ generator: inout SplitMix64) -> [Float] {
    let numbers = (0..<width).map { _ in Float.random(in: -1...1, using: &generator) }
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return numbers.map { $0 / length }
  }

  private func specialty(ownGate: Bool, seed: UInt64 = 4) throws -> Specialty {
    var generator = SplitMix64(seed: seed)
    let (pack, encoder) = (Self.pack(gate: !ownGate, "pack \(seed)"), Self.encoder(ownGate: ownGate))
    let prompts = PackPrompts(pack)
    let curve = PlattCurve(slope: 6, intercept: 0.2, count: 10, positives: 5)
    let calibration = Calibration(
      model: encoder.fingerprint, viewRule: "", curves: [.melanoma: curve, Self.nevus: curve])
    let detector = try Detector(
      pack, prompts: prompts, vectors: prompts.texts.map { _ in Self.random(&generator) }, encoder: encoder,
      calibration: calibration)
    return Specialty(pack: pack, detector: detector)
  }

  /// 600 frames as the road would see them, with what was told live.
  private func live(_ specialty: Specialty, ownGate: Bool) throws -> (items: [KeptItem], told: [[Finding]], raised: [[UInt64]]) {
    var generator = SplitMix64(seed: 11)
    var alerts = StreamAlerts(pack: specialty.pack)
    var (items, told, raised): ([KeptItem], [[Finding]], [[UInt64]]) = ([], [], [[], []])
    for index in 0..<600 {
      let crop = Region(x: 0.2, y: 0.2, width: 0.3, height: 0.3, weight: 1)
      let embeddings = [Region.whole, crop].prefix(index % 5 == 0 ? 1 : 2).map { region in
        ImageEmbedding(
          region: region, vector: Self.random(&generator), tokens: 1, isFullGrid: true,
          domainLogit: ownGate ? Float.random(in: 0...1, using: &generator) : nil)
      }
      let found = try specialty.detector.detect(Array(embeddings), located: 0)
      let moment = start.advanced(by: .milliseconds(100 * index))
      var findings = found.findings
      if found.gateReasons.isEmpty {
        let frame = AlertFrame(sequence: UInt64(index), capturedAt: moment)
        for case .raised(let raise) in alerts.observe(&findings, of: frame) {
          raised[raise.condition == .melanoma ? 0 : 1].append(UInt64(moment.wallMilliseconds))
        }
      } else {
        alerts.pause()
      }
      told.append(found.findings)
      let witnessed = WitnessedFrame(
        stream: stream, session: session, sequence: UInt64(index), capturedAt: moment, isDemo: false,
        encoder: specialty.detector.encoder,
        reasons: found.gateReasons, embeddings: found.gateReasons.isEmpty ? Array(embeddings) : [], findings: findings)
      items.append(KeptItem(witnessed, retainDays: nil))
    }
    return (items, told, raised)
  }

  private func kept(_ items: [KeptItem], in folder: URL) async -> VectorStore {
    let store = VectorStore(folder: folder.path, limit: 100_000_000, keys: OneKey())
    for item in items { store.offer(item) }
    store.finish()
    await store.run()
    return store
  }

  private var wall: ClosedRange<Int64> { start.wallMilliseconds...(start.wallMilliseconds + 3_600_000) }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "machine-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test(arguments: [true, false])
  func `what is kept scores to the last bit as it was told live`(ownGate: Bool) async throws {
    let specialty = try specialty(ownGate: ownGate)
    let (items, told, _) = try live(specialty, ownGate: ownGate)
    let stretch = try await kept(items, in: try folder()).stretch(of: stream, wall: wall)
    #expect(stretch.frames.count == 600 && told.contains { $0.isEmpty } && told.contains { !$0.isEmpty })
    var rescoring = Rescoring(stretch)
    for condition in [ConditionIdentifier.melanoma, Self.nevus] {
      let found = rescoring.evidence(of: condition, by: specialty.detectors)
      let evidence = try #require(found)
      let expected = told.map { $0.first { $0.condition == condition }?.evidence }
      #expect(evidence == expected)
      let probabilities = evidence.map { $0.flatMap { specialty.detector.probability($0, of: condition) } }
      #expect(probabilities == told.map { $0.first { $0.condition == condition }?.probability })
    }
    // And whole findings, by the detector itself from the kept frame.
    for index in stretch.frames.indices where !stretch.frames[index].isRefused {
      let embeddings = stretch.frame(index).views.map {
        ImageEmbedding(region: $0.region, vector: $0.vector, tokens: 1, isFullGrid: true, domainLogit: $0.domainLogit)
      }
      #expect(try specialty.detector.detect(embeddings, located: 0).findings == told[index])
      #expect(stretch.frame(index).views.map(\.deduction) == embeddings.map { specialty.detector.encoder.deduction(of: $0) })
    }
  }

  @Test func `a learned head scores kept frames as it did live`() async throws {
    let plain = try specialty(ownGate: true)
    var generator = SplitMix64(seed: 21)
    let head = TrainedHead(
      condition: .melanoma, weights: Self.random(&generator).map { 8 * Double($0) }, intercept: 0.3,
      curve: PlattCurve(slope: 2, intercept: -1, count: 10, positives: 5),
      reference: HeadReference(name: "house", version: 1, sha256: "ab"))
    let prompts = PackPrompts(plain.pack)
    var words = SplitMix64(seed: 4)
    let detector = try Detector(
      plain.pack, prompts: prompts, vectors: prompts.texts.map { _ in Self.random(&words) }, encoder: Self.encoder(ownGate: true),
      heads: [head])
    let headed = Specialty(pack: plain.pack, detector: detector)
    let (items, told, _) = try live(headed, ownGate: true)
    var rescoring = Rescoring(try await kept(items, in: try folder()).stretch(of: stream, wall: wall))
    let wordings = rescoring.evidence(of: .melanoma, by: plain.detectors)
    let found = rescoring.evidence(of: .melanoma, by: headed.detectors)
    #expect(found == told.map { $0.first { $0.condition == .melanoma }?.evidence } && found != wordings)
    #expect(found?.contains { $0 != nil } == true)
  }

  @Test func `the settings in force raise on kept frames what they raised live, and others raise otherwise`() async throws {
    let specialty = try specialty(ownGate: true)
    let (items, _, raised) = try live(specialty, ownGate: true)
    let machine = TimeMachine(store: await kept(items, in: try folder()), time: ManualTime())
    let standard = try #require(specialty.pack.conditions[0].threshold)
    var low = standard
    (low.enter, low.exit) = (0.3, 0.2)
    func answer(_ setting: ThresholdSetting) async throws -> (alerts: [String], inUse: [String], watched: Int) {
      let found = try await machine.answer(
        TimeMachine.Question(
          stream: stream, wall: wall, specialty: specialty, settings: [.melanoma: (tried: setting, inUse: standard)],
          background: nil, marks: .none, whyNothing: "nothing"))
      let part = try #require(found.conditions["melanoma"]).record
      #expect(part.refused == nil && part.histogram.reduce(0, +) > 0 && part.series.contains { $0 != nil })
      return (part.alerts.map(\.from), part.alertsInUse.map(\.from), found.frames.watchedMilliseconds)
    }
    let expected = raised[0].map { RFC3339.text(wallMilliseconds: Int64($0)) }
    #expect(!expected.isEmpty)
    let same = try await answer(standard)
    #expect(same.alerts == expected && same.inUse == expected && same.watched > 0)
    let other = try await answer(low)
    #expect(other.inUse == expected && other.alerts != expected)
  }

  @Test func `an alert that somebody acknowledged is caught or missed`() async throws {
    let specialty = try specialty(ownGate: true)
    let (items, _, raised) = try live(specialty, ownGate: true)
    let machine = TimeMachine(store: await kept(items, in: try folder()), time: ManualTime())
    let at = Int64(try #require(raised[0].first))
    let mark = MarkedAlert(
      alert: AlertIdentifier(), condition: .melanoma, at: RFC3339.text(wallMilliseconds: at),
      span: Replay.Span(from: at, to: at), mark: "acknowledged")
    let standard = try #require(specialty.pack.conditions[0].threshold)
    var high = standard
    (high.enter, high.exit) = (0.999, 0.9)
    let found = try await machine.answer(
      TimeMachine.Question(
        stream: stream, wall: wall, specialty: specialty, settings: [.melanoma: (tried: high, inUse: standard)],
        background: nil, marks: .init(items: [mark], counted: .init(alerts: 1, verdicts: 0, isWhole: true)), whyNothing: ""))
    let marks = try #require(found.conditions["melanoma"]).record.marks
    #expect(marks.map(\.caught) == [false] && marks.map(\.caughtInUse) == [true])
  }

  @Test func `other descriptors are lined up with those in force: as many frames, by other evidence`() async throws {
    #expect(MatchedValues.of([5, nil, 1, 3, 3], by: [0.1, 0.2, 0.9, nil, 0.5]) == [0.9, nil, 0.1, nil, 0.5])
    #expect(MatchedValues.of([2, 2, 2], by: [0.1, 0.9, 0.5]) == [0.1, 0.1, 0.1], "equals share the lowest")
    let specialty = try specialty(ownGate: true)
    let (items, _, raised) = try live(specialty, ownGate: true)
    let machine = TimeMachine(store: await kept(items, in: try folder()), time: ManualTime())
    let standard = try #require(specialty.pack.conditions[0].threshold)
    // The same wordings under another name say the same; those of another condition say something else.
    func ask(_ tried: Specialty) async throws -> WhatIf.Part {
      let found = try await machine.answer(
        TimeMachine.Question(
          stream: stream, wall: wall, specialty: tried, settings: [.melanoma: (tried: standard, inUse: standard)],
          background: nil, inForce: .init(specialty: specialty, background: nil), matched: [.melanoma], marks: .none,
          whyNothing: ""))
      return try #require(found.conditions["melanoma"]).record
    }
    let same = try await ask(specialty)
    let expected = raised[0].map { RFC3339.text(wallMilliseconds: Int64($0)) }
    #expect(same.isMatched && same.alerts.map(\.from) == expected && same.alertsInUse.map(\.from) == expected)
    let other = try await ask(try self.specialty(ownGate: true, seed: 5))
    #expect(other.refused == nil && other.alerts != same.alerts && other.alertsInUse == same.alertsInUse)
    #expect(other.histogram == same.histogram, "as many frames reach each value")
  }

  @Test func `says why where nothing is kept, and where no probability exists`() async throws {
    let specialty = try specialty(ownGate: true)
    let empty = TimeMachine(store: await kept([], in: try folder()), time: ManualTime())
    let setting = ThresholdSetting(enter: 0.5, exit: 0.4)
    let other = ThresholdSetting(scale: .background, enter: 0.9, exit: 0.8)
    func ask(_ machine: TimeMachine, _ setting: ThresholdSetting) async throws -> (reason: String?, refused: String?) {
      let found = try await machine.answer(
        TimeMachine.Question(
          stream: stream, wall: wall, specialty: specialty, settings: [.melanoma: (tried: setting, inUse: nil)], background: nil,
          marks: .none, whyNothing: "the session does not allow it"))
      return (found.reason, found.conditions["melanoma"]?.record.refused)
    }
    #expect(try await ask(empty, setting).reason == "the session does not allow it")
    let full = TimeMachine(
      store: await kept(try live(specialty, ownGate: true).items, in: try folder()), time: ManualTime())
    #expect(try await ask(full, other).refused?.contains("ordinary stretch") == true)
    #expect(try await ask(full, setting).refused == nil)
  }

  @Test func `a candidate of the same wordings agrees throughout, and its cost is measured`() throws {
    let specialty = try specialty(ownGate: true)
    var run = ShadowRun(specialty, live: PackName(specialty.pack), settings: [:], since: start, by: "ada")
    var generator = SplitMix64(seed: 3)
    var alerts = StreamAlerts(pack: specialty.pack)
    for index in 0..<300 {
      let embedding = ImageEmbedding(
        region: .whole, vector: Self.random(&generator), tokens: 1, isFullGrid: true, domainLogit: 1)
      var findings = try specialty.detector.detect([embedding], located: 0).findings
      let moment = start.advanced(by: .milliseconds(100 * index))
      let actions = alerts.observe(&findings, of: AlertFrame(sequence: UInt64(index), capturedAt: moment))
      let frame = WitnessedFrame(
        stream: stream, session: session, sequence: UInt64(index), capturedAt: moment, isDemo: false,
        encoder: specialty.detector.encoder,
        reasons: [], embeddings: [embedding], findings: findings
      ).noting(actions)
      run.observe(frame) { work in
        work()
        return .milliseconds(2)
      }
    }
    let state = run.state(dropped: 1)
    #expect(state.frames == 300 && state.dropped == 1 && state.costMilliseconds == 2)
    let part = try #require(state.conditions["melanoma"]).record
    #expect(part.both > 0 && part.onlyLive == 0 && part.onlyCandidate == 0 && part.agreement.value == 1)
    #expect(part.rankCorrelation == 1 && part.frames == 300 && part.proven)
  }
}
