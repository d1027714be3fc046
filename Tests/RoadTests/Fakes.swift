import Journal
import Synchronization
import Vocabulary

@testable import Pipeline

/// A clock that stands until it is moved.
final class ManualTime: TimeSource {
  private let present = Mutex(Moment(monotonic: .seconds(100), wallMilliseconds: 1_764_000_000_000))

  func now() -> Moment { present.withLock { $0 } }
  func advance(by interval: Duration) { present.withLock { $0 = $0.advanced(by: interval) } }
}

/// Accepts every frame, or refuses every one.
final class FakeFramer: Framer {
  private let reasons: [GateReason]

  init(refusing reasons: [GateReason] = []) { self.reasons = reasons }

  func decide(_ frame: Frame) -> FramingDecision {
    reasons.isEmpty ? .usable(View(frame: frame, regions: [])) : .refused(reasons)
  }
}

struct FakeEncoder: ImageEncoder {
  struct Broken: Error, CustomStringConvertible { let description = "made to fail" }

  var description = EncoderDescription(
    model: "fake", fingerprint: Fingerprint("f00d"), precision: "f32", preprocessing: "none", dimension: 2, logitScale: 10,
    domainThreshold: nil)
  /// Runs before each answer: lets a test hold the encoder or make it fail.
  var before: @Sendable (Frame) async throws(Broken) -> Void = { _ in }
  /// The full grid beside the frames.
  var grid: @Sendable () throws(Broken) -> FullGridProgress = { () throws(Broken) in .idle }

  func advanceFullGrid() async throws(Broken) -> FullGridProgress { try grid() }

  func encode(_ view: View, deadline: Moment) async throws(Broken) -> [ImageEmbedding] {
    try await before(view.frame)
    // The first pixel is the score.
    let value = Float(view.frame.pixels.bytes[0]) / 255
    return [ImageEmbedding(region: .whole, vector: [value, (1 - value * value).squareRoot()], tokens: 1, isFullGrid: true)]
  }
}

/// Reads the probability of melanoma off the vector.
struct FakeDetector: FrameDetector {
  var gate: [GateReason] = []
  /// What the assessments say.
  var isFullGrid = true
  /// Whether a calibration stands behind it.
  var isProven = true
  /// Where the evidence comes from.
  var regions: [Region] = []
  /// Whose vectors are scored, where several encoders serve.
  var encoder: @Sendable () -> EncoderDescription? = { nil }

  func score(_ frame: Frame, _ embeddings: [ImageEmbedding]) -> Scored {
    let value = Double(embeddings[0].vector[0])
    let finding = Finding(
      condition: .melanoma, similarity: value, presence: value, evidence: value, probability: isProven ? value : nil,
      proven: isProven, regions: regions)
    return Scored(
      assessment: Assessment(
        frame: frame, model: "fake", precision: "f32", tokens: 1, isFullGrid: isFullGrid, gateReasons: gate,
        findings: gate.isEmpty ? [finding] : []),
      embeddings: embeddings, source: [.melanoma: 0], encoder: encoder())
  }
}

/// Keeps entries in memory; can be told to fail.
actor FakeJournal: JournalWriter {
  struct Full: Error {}

  private(set) var drafts: [JournalDraft] = []
  private var records: [AlertIdentifier: AlertRecord] = [:]
  var failures = 0

  func failNext(_ count: Int) { failures = count }

  func append(_ drafts: [JournalDraft], deliveries: [JournalDelivery]) async throws -> [JournalEntry] {
    if failures > 0 {
      failures -= 1
      throw JournalError.unavailable(.diskFull, detail: "made to fail")
    }
    return try drafts.map { draft in
      self.drafts.append(draft)
      if draft.kind == .alertRaised, let alert = draft.alert { records[alert] = try draft.data.record(AlertRecord.self) }
      if draft.kind == .alertEnded, let alert = draft.alert { records[alert]?.state = .ended }
      return JournalEntry(
        sequence: Int64(self.drafts.count), kind: draft.kind, at: draft.at.rfc3339, session: draft.session, alert: draft.alert,
        data: draft.data, previousHash: "", hash: "")
    }
  }

  func record(of alert: AlertIdentifier) async throws -> AlertRecord {
    guard let record = records[alert] else { throw Full() }
    return record
  }
}

extension ConditionIdentifier {
  static let melanoma = ConditionIdentifier("melanoma")!
}

extension Pack {
  /// One condition that alerts after two of two frames, at once.
  static let test = Pack(
    id: "test", version: 1, name: "Test", regionStrategy: "whole", gate: PackGate(inDomain: ["skin"], outOfDomain: ["wall"]),
    templates: ["{}"], normalTerms: ["skin"], outOfDomainTerms: ["wall"], temperature: nil,
    conditions: [
      Condition(
        id: .melanoma, name: "Melanoma", codes: [], terms: ["melanoma"], tier: .warning,
        threshold: ThresholdSetting(enter: 0.6, exit: 0.5, k: 2, n: 2, dwellMilliseconds: 0, cooldownMilliseconds: 0),
        evidence: "none",
        isControl: false)
    ], controls: [], fingerprint: Fingerprint("pack"))
}

extension PixelBuffer {
  /// A tiny picture whose first pixel is `value` of 255.
  static func scoring(_ value: UInt8) -> PixelBuffer {
    PixelBuffer(width: 2, height: 2, format: .rgb, bytes: [value] + [UInt8](repeating: 9, count: 11))
  }
}
