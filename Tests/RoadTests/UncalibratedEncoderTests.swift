import Detection
import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import Pipeline

/// The random checkpoint of Tests/Fixtures stands for every SigLIP directory that nobody has calibrated.
@Suite(.timeLimit(.minutes(1))) struct `An encoder without a calibration` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The test pack without wordings for its gate, which random vectors would answer by chance.
  private static let pack = Pack(
    id: "test", version: 1, name: "Test", regionStrategy: "whole", gate: PackGate(inDomain: [], outOfDomain: []),
    templates: Pack.test.templates, normalTerms: Pack.test.normalTerms, outOfDomainTerms: Pack.test.outOfDomainTerms,
    temperature: nil, conditions: Pack.test.conditions, controls: [], fingerprint: Pack.test.fingerprint)

  private static func picture(_ seed: Int) -> PixelBuffer {
    let bytes = (0..<(24 * 24 * 3)).map { UInt8(truncatingIfNeeded: ($0 * (seed % 13 + 3)) ^ (seed * 29 + $0 / (seed % 7 + 2))) }
    return PixelBuffer(width: 24, height: 24, format: .rgb, bytes: bytes)
  }

  @Test func `alerts on the background scale, unproven and without a probability`() async throws {
    let library = ModelLibrary(resources: Resources(root: Self.root), caches: nil)
    let model = try await library.load(Self.root.appending(path: "Tests/Fixtures/encoding/siglip/even").path)
    let specialty = try await model.specialty(Self.pack)
    #expect(specialty.detector.proven.isEmpty)
    let detector = PackDetector(detectors: specialty.detectors)
    let (time, journal, hub) = (ManualTime(), FakeJournal(), EventHub())
    let desk = AlertDesk(journal: journal, hub: hub)
    let backgrounds = BackgroundDesk(journal: journal, time: time)
    let setting = ThresholdSetting(
      scale: .background, enter: 1, exit: 0.99, k: 2, n: 2, dwellMilliseconds: 0, cooldownMilliseconds: 0)
    let stream = StreamRuntime(
      id: .demo, kind: .file, source: "test", isDemo: true, pack: Self.pack, settings: [.melanoma: setting], framer: FakeFramer(),
      detector: detector,
      services: StreamServices(
        hub: hub, desk: desk, time: time, encoder: model.encoder.description, ring: {}, backgrounds: backgrounds))
    let tasks = [Task { await desk.run() }, Task { await backgrounds.run() }]

    func analyse(_ pixels: PixelBuffer) async throws -> Finding? {
      time.advance(by: .milliseconds(100))
      stream.receive(.picture(pixels, capturedAt: time.now(), senderAge: nil))
      let frame = try #require(stream.mailbox.take())
      let embeddings = try await model.encoder.encode(
        View(frame: frame, regions: []), deadline: time.now().advanced(by: .seconds(60)))
      let scored = try detector.score(frame, embeddings)
      var stages: [RoadStage: Duration] = [:]
      stream.finish(frame, .analysed(scored, [:]), &stages)
      return scored.assessment.findings.first
    }

    var evidence: [(Int, Double)] = []
    for seed in 0..<40 { evidence.append((seed, try #require(try await analyse(Self.picture(seed))).evidence)) }
    let ranked = evidence.sorted { $0.1 < $1.1 }.map(\.0)
    let strongest = try #require(ranked.last)
    // Ordinary is everything but the picture that resembles the condition most.
    try stream.startBackground(seconds: 20, by: "ada")
    for index in 0..<201 { _ = try await analyse(Self.picture(ranked[index % (ranked.count - 1)])) }
    while stream.background.state.phase != .frozen { await Task.yield() }
    for _ in 0..<3 {
      let finding = try #require(try await analyse(Self.picture(strongest)))
      #expect(finding.probability == nil && !finding.proven)
    }
    desk.finish()
    backgrounds.finish()
    for task in tasks { await task.value }
    let raised = await journal.drafts.filter { $0.kind == .alertRaised }
    #expect(raised.count == 1)
    let record = try #require(raised.first).data.record(AlertRecord.self)
    #expect(record.probability == nil && record.threshold.scale == .background)
    #expect(record.model == model.encoder.description.fingerprint)
  }
}
