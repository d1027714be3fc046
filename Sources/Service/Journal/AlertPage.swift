public import Vocabulary

/// One page of alerts, newest first, without vectors.
public struct AlertPage: Sendable, Hashable {
  public let alerts: [AlertRecord]
  /// Pass as ``AlertFilter/before`` for what follows; `nil` at the end.
  public let next: Int64?
}
