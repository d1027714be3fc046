public import Vocabulary

/// Collects the evidence of a stretch of a stream's ordinary frames, until it is frozen.
public struct BackgroundRecorder: Sendable {
  /// Fewer frames cannot stand for anything: the highest of 200 is a quantile of 0.995.
  public static let fewestFrames = 200
  /// Twenty minutes at thirty frames a second; recording more changes nothing.
  public static let mostFrames = 36_000

  /// Frames recorded so far.
  public private(set) var frames = 0
  private var evidence: [ConditionIdentifier: [Float]] = [:]
  private var first: Moment?
  private var last: Moment?

  public init() {}

  /// Takes in the findings of one analysed frame; ignored once ``mostFrames`` are there. Refused frames are not recorded.
  public mutating func record(_ findings: [Finding], capturedAt: Moment) {
    guard frames < Self.mostFrames, !findings.isEmpty else { return }
    frames += 1
    first = first ?? capturedAt
    last = capturedAt
    for finding in findings { evidence[finding.condition, default: []].append(Float(finding.evidence)) }
  }

  /// How long the recorded stretch is.
  public var duration: Duration { if let first, let last { last.since(first) } else { .zero } }

  /// The frozen background.
  /// - Throws: ``DetectionError/backgroundTooShort(frames:needed:)``.
  public func freeze(model: Fingerprint, pack: Fingerprint) throws(DetectionError) -> BackgroundQuantiles {
    guard frames >= Self.fewestFrames, let first, let last else {
      throw .backgroundTooShort(frames: frames, needed: Self.fewestFrames)
    }
    return BackgroundQuantiles(
      model: model, pack: pack, recordedFrom: first.rfc3339, recordedTo: last.rfc3339, frames: frames,
      curves: evidence.mapValues { BackgroundCurve($0) })
  }
}
