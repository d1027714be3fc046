public import Vocabulary

/// What is to be said in a call: alerts, not yet words.
public struct CallWords: Sendable, Hashable {
  /// Counts from 1 over all calls.
  public let number: Int
  /// Oldest first.
  public let alerts: [AlertSubject]
  /// Whether it is the first that is said in this call, which says also what this server is not.
  public let hasNotice: Bool
  /// Whether what the assistant says is cut off for it.
  public let interrupts: Bool
}
