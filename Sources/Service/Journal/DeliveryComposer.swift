public import Vocabulary

/// Decides which sinks hear of an entry about an alert, and what. Asked within the transaction that stores the entry, so that whoever
/// writes such an entry can forget no sink, and a crash neither loses nor invents a delivery.
///
/// - Threading: called on the journal's thread; must return at once.
public protocol DeliveryComposer: Sendable {
  /// Which sinks want to hear of `entry`. A sink that was never told of the alert hears nothing of its changes, whatever this says.
  ///
  /// - Parameters:
  ///   - entry: what is being stored.
  ///   - record: the alert as it is after it, without vectors.
  /// - Returns: names of sinks; empty where nothing may leave.
  func sinks(hearing entry: JournalEntry, of record: AlertRecord) -> [String]

  /// What a sink gets.
  ///
  /// - Parameters:
  ///   - sink: one of those that ``sinks(hearing:of:)`` named.
  ///   - entry: what is being stored.
  ///   - record: the alert as it is after it, without vectors.
  ///   - open: counts the alerts that the sink was told of and that are neither ended nor acknowledged.
  ///   - judged: tells whether a reader has given a verdict on the alert, now or before.
  /// - Returns: the delivery.
  /// - Throws: what `open` and `judged` throw; the transaction fails with it.
  func delivery(
    to sink: String, telling entry: JournalEntry, of record: AlertRecord, open: () throws -> Int, judged: () throws -> Bool
  ) throws -> JournalDelivery
}
