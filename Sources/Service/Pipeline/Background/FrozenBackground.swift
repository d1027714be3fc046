import Detection
import Vocabulary

/// A recorded stretch that thresholds are measured against, with how often they would have alerted on it.
struct FrozenBackground: Sendable, Hashable {
  let quantiles: BackgroundQuantiles
  let rates: [ConditionIdentifier: [BackgroundRate]]
  let by: String

  var stretch: BackgroundState.Stretch {
    BackgroundState.Stretch(from: quantiles.recordedFrom, to: quantiles.recordedTo, frames: quantiles.frames, by: by)
  }
}
