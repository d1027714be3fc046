public import Vocabulary

/// What ``JournalVerifier`` found.
public struct VerificationReport: Sendable, Hashable {
  /// Entries walked, up to the broken one if there is one.
  public let entries: Int64
  /// The first broken entry; `nil` if the chain is whole.
  public let broken: BrokenEntry?
  /// Sessions whose keys are destroyed, as their entries tell.
  public let purged: [SessionIdentifier]
  /// Whether the key file was there, so that contents could be opened.
  public let isOpened: Bool
  /// In the order in which they were raised.
  public let alerts: [AlertVerification]

  /// Whether nothing is wrong.
  public var isSound: Bool { broken == nil && alerts.allSatisfy(\.isSound) }

  /// One sentence a fact, for people; the first says whether the chain is whole.
  public var lines: [String] {
    let chain = broken.map { "broken: \($0)" } ?? "chain intact: \(entries) entries"
    let contents = isOpened ? [] : ["contents not opened: journal.key is not here"]
    let purges = purged.map { "session \($0): purged, \(broken == nil ? "chain intact" : "chain broken")" }
    return [chain] + contents + purges + alerts.map(\.description)
  }
}
