public import Vocabulary

/// A call that is over, or that never came to be.
public struct EndedCall: Sendable, Hashable {
  /// Counts from 1 since the server started.
  public let number: Int
  /// `nil` where the service took none on.
  public let id: CallIdentifier?
  public let kind: CallKind
  /// Those for which it was placed, oldest first; empty where somebody asked for it.
  public let alerts: [AlertSubject]
  /// Why it ended, as far as the server knows: its own reason, or the service's.
  public let reason: String
  /// From the answer to the end by this server's clock; `nil` where nobody answered.
  public let lasted: Duration?
  /// Utterances that the service took.
  public let said: Int
  /// The service's report; `nil` where none came.
  public let report: CallReport?
}
