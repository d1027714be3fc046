import Review
import Vocabulary

/// Frames of which pictures are to be kept.
struct SnapshotJob: Sendable {
  let subject: ReviewSubject
  let session: SessionIdentifier
  let stream: StreamIdentifier
  /// Only of a quiet one.
  let stretch: KeptSnapshot.Stretch?
  /// Oldest first.
  let pins: [PinnedFrames.Pin]
  /// Where to look; `nil` = at what the frame resembled most.
  let condition: ConditionIdentifier?

  static let quietRules = QuietSampler.Rules()

  static func quiet(_ pin: PinnedFrames.Pin, from: Moment, to: Moment) -> SnapshotJob {
    let stretch = KeptSnapshot.Stretch(
      from: from.rfc3339, to: to.rfc3339, everySeconds: Int(quietRules.every.milliseconds / 1000))
    return SnapshotJob(
      subject: .stretch(RandomIdentifier.hexadecimal128()), session: pin.frame.session, stream: pin.frame.stream,
      stretch: stretch, pins: [pin], condition: nil)
  }

  /// The frames with the one that decided first: it is the one that every reader sees.
  var ordered: [PinnedFrames.Pin] { pins.reversed() }

  /// Where a frame's picture is cut.
  func region(of pin: PinnedFrames.Pin) -> Region {
    let finding =
      condition.flatMap { id in pin.findings.first { $0.condition == id } } ?? pin.findings.max { $0.presence < $1.presence }
    return finding?.regions.first ?? Region(x: 0.25, y: 0.25, width: 0.5, height: 0.5, weight: 1)
  }

  /// What the journal is told.
  var kept: KeptSnapshot {
    KeptSnapshot(
      subject: subject, session: session, stream: stream, stretch: stretch,
      pictures: ordered.map { KeptSnapshot.Picture(frame: $0.frame.sequence, capturedAt: $0.frame.capturedAt.rfc3339) })
  }
}
