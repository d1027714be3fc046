import Detection
import DotProducts
import Vectors
import Vocabulary

/// Kept frames with the evidence that some pack's wordings give them. What was computed once is remembered.
struct Rescoring: Sendable {
  /// A pack's evidence of one condition, frame by frame.
  private struct Key: Hashable {
    let pack: Fingerprint
    let encoder: Fingerprint
    let condition: ConditionIdentifier
    /// A learned head that scores it; heads come and go under the same pack.
    let head: HeadReference?
  }

  private struct GateKey: Hashable {
    let pack: Fingerprint
    let encoder: Fingerprint
  }

  let stretch: KeptStretch
  private let rows: VectorRows
  private var accepted: [GateKey: [[Int]?]] = [:]
  private var evidence: [Key: [Double?]] = [:]

  init(_ stretch: KeptStretch) {
    self.stretch = stretch
    rows = VectorRows(
      rows: FloatRows(rows: stretch.vectors, width: max(1, stretch.width)),
      frames: stretch.frames.map { VectorRows.Frame(first: $0.firstView, count: $0.isRefused ? 0 : $0.viewCount) },
      deductions: stretch.views.map(\.deduction), logits: stretch.views.map(\.domainLogit))
  }

  /// Frames of encoders for which the pack's texts are not embedded.
  func strangers(to detectors: DetectorSet) -> Int {
    let known = stretch.encoders.map { detectors.detector(of: $0) != nil }
    return stretch.frames.count { !known[$0.encoder] && !$0.isRefused } + stretch.skipped
  }

  /// The evidence of a condition in each frame.
  ///
  /// - Returns: `nil` where a frame gives none: refused, or of a stranger; `nil` altogether if nobody scores the condition.
  mutating func evidence(of condition: ConditionIdentifier, by detectors: DetectorSet) -> [Double?]? {
    var found: [Double?]?
    for (place, encoder) in stretch.encoders.enumerated() {
      guard let detector = detectors.detector(of: encoder), let own = evidence(of: condition, detector) else { continue }
      guard stretch.encoders.count > 1 else { return own }
      var all = found ?? [Double?](repeating: nil, count: stretch.frames.count)
      for (index, frame) in stretch.frames.enumerated() where frame.encoder == place { all[index] = own[index] }
      found = all
    }
    return found
  }

  private mutating func evidence(of condition: ConditionIdentifier, _ detector: Detector) -> [Double?]? {
    let (pack, encoder) = (detector.pack.fingerprint, detector.encoder.fingerprint)
    let key = Key(pack: pack, encoder: encoder, condition: condition, head: detector.head(of: condition))
    if let known = evidence[key] { return known }
    guard stretch.width == detector.encoder.dimension else { return nil }
    let gate = GateKey(pack: pack, encoder: encoder)
    let passed = accepted[gate] ?? detector.accepted(in: rows)
    accepted[gate] = passed
    let found = detector.evidence(of: condition, in: rows, accepted: passed)
    evidence[key] = found
    return found
  }
}
