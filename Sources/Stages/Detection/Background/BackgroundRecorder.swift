public import Vocabulary

/// Collects the evidence of a stretch of a stream's ordinary frames, until it is frozen.
public struct BackgroundRecorder: Sendable {
  /// Fewer frames cannot stand for anything: the highest of 200 is a quantile of 0.995.
  public static let fewestFrames = 200
  /// Twenty minutes at thirty frames a second; recording more changes nothing.
  public static let mostFrames = 36_000

  /// When each recorded frame was captured, in order.
  public private(set) var moments: [Moment] = []
  /// The evidence of each recorded frame, by condition, in the order of ``moments``.
  public private(set) var evidence: [ConditionIdentifier: [Float]] = [:]
  /// Places in ``moments`` before which a frame was refused, rising.
  public private(set) var pauses: [Int] = []

  /// Frames recorded so far.
  public var frames: Int { moments.count }

  public init() {}

  /// Takes in the findings of one analysed frame; ignored once ``mostFrames`` are there. Refused frames are not recorded.
  public mutating func record(_ findings: [Finding], capturedAt: Moment) {
    guard frames < Self.mostFrames, !findings.isEmpty else { return }
    moments.append(capturedAt)
    for finding in findings { evidence[finding.condition, default: []].append(Float(finding.evidence)) }
  }

  /// Notes that a frame was refused: what comes next does not follow directly.
  public mutating func pause() {
    if pauses.last != frames { pauses.append(frames) }
  }

  /// How long the recorded stretch is.
  public var duration: Duration { if let first = moments.first, let last = moments.last { last.since(first) } else { .zero } }

  /// The frozen background.
  /// - Throws: ``DetectionError/backgroundTooShort(frames:needed:)``.
  public func freeze(model: Fingerprint, pack: Fingerprint) throws(DetectionError) -> BackgroundQuantiles {
    guard frames >= Self.fewestFrames, let first = moments.first, let last = moments.last else {
      throw .backgroundTooShort(frames: frames, needed: Self.fewestFrames)
    }
    return BackgroundQuantiles(
      model: model, pack: pack, recordedFrom: first.rfc3339, recordedTo: last.rfc3339, frames: frames,
      curves: evidence.mapValues { BackgroundCurve($0) })
  }
}
