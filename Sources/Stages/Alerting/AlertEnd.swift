public import Vocabulary

/// An alert that ends now.
public struct AlertEnd: Sendable, Hashable {
  public let alert: AlertIdentifier
  public let condition: ConditionIdentifier
  public let reason: AlertEndReason

  public init(alert: AlertIdentifier, condition: ConditionIdentifier, reason: AlertEndReason) {
    self.alert = alert
    self.condition = condition
    self.reason = reason
  }
}
