import Vocabulary

/// What every stream shares.
struct StreamServices: Sendable {
  let hub: EventHub
  let desk: AlertDesk
  let time: any TimeSource
  let encoder: EncoderDescription
  /// Wakes the encoder loop: a frame waits.
  let ring: @Sendable () -> Void
  /// Freezes and stores recorded stretches.
  let backgrounds: BackgroundDesk
  /// What each session allows.
  var consents = ConsentBook()
  /// With what sessions begin.
  var intake = SessionIntake()
  /// Keeps pictures; `nil` where nothing is kept.
  var snapshots: SnapshotDesk?
  /// Told what each frame came to, after it was decided; returns at once.
  var witness: @Sendable (WitnessedFrame) -> Void = { _ in }
}
