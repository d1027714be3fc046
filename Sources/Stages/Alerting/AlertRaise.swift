public import Vocabulary

/// An alert that begins now.
public struct AlertRaise: Sendable, Hashable {
  public let alert: AlertIdentifier
  public let condition: ConditionIdentifier
  /// The setting it was raised under.
  public let setting: ThresholdSetting
  /// At the last of the frames; `nil` where no calibration exists.
  public let probability: Double?
  /// When the last of the frames was captured.
  public let capturedAt: Moment
  /// The frames that made it, oldest first, with their vectors.
  public let why: [AlertReasonFrame]

  public init(
    alert: AlertIdentifier, condition: ConditionIdentifier, setting: ThresholdSetting, probability: Double?,
    capturedAt: Moment, why: [AlertReasonFrame]
  ) {
    self.alert = alert
    self.condition = condition
    self.setting = setting
    self.probability = probability
    self.capturedAt = capturedAt
    self.why = why
  }
}
