import Vocabulary

/// What every stream shares.
struct StreamServices: Sendable {
  let hub: EventHub
  let desk: AlertDesk
  let time: any TimeSource
  let encoder: EncoderDescription
  /// Wakes the encoder loop: a frame waits.
  let ring: @Sendable () -> Void
  /// For a stream, from condition and evidence to the quantile of its recorded background; `nil` where none is frozen.
  let background: @Sendable (StreamIdentifier) -> @Sendable (ConditionIdentifier, Double) -> Double?
}
